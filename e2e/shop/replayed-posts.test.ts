import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allRows, restingRows } from "@/e2e/fixtures/all-rows";
import type { Client } from "@/e2e/fixtures/http-client";
import type { Site } from "@/e2e/fixtures/http-site";
import { isTurnedAway, type Recorded, recordForm, recordJson } from "@/e2e/fixtures/recorded-posts";
import { openSharedSite } from "@/e2e/fixtures/shared-site";
import { openStrangers, type Stranger, strangers } from "@/e2e/fixtures/strangers";
import { readyShopper, type Shopper, stockShelf } from "@/e2e/shop/http-shop";

// Attack: record an honest post of the shop and send it again, byte for byte.
// Defence: its token belongs to one browser and one session. The test compares the database row by row.
const address = { recipient: "Mallory", street: "Elsewhere 1", postalCode: "20457", city: "Hamburg", country: "DE" };

const posts: [name: string, record: (client: Client) => Promise<Recorded>][] = [
  ["add to the cart", (client) => recordForm(client, "/products/mug", "productId")],
  ["change the quantity", (client) => recordForm(client, "/cart", "quantity", { quantity: "9" })],
  ["change the address", (client) => recordForm(client, "/checkout?address=change", "recipient", address)],
  ["place the order", (client) => recordForm(client, "/checkout", "Place order")],
  ["place the order by JSON", (client) => recordJson(client, "/api/orders", {})],
];

let site: Site;
let shopper: Shopper;
let others: Record<Stranger, Client>;
beforeAll(async () => {
  site = await openSharedSite();
  await stockShelf(site.database);
  shopper = await readyShopper(site);
  others = await openStrangers(site, shopper);
  await restingRows(site.database);
});
afterAll(() => site.stop());

describe.each(posts)("the recorded post that would %s", (_, record) => {
  test.each(strangers)("does nothing with %s", async (stranger) => {
    const post = await record(shopper.client);
    const before = await allRows(site.database);
    const reply = await post(others[stranger]);
    expect(isTurnedAway(reply), `${reply.status} ${reply.headers.location} ${reply.text.slice(0, 200)}`).toBe(true);
    expect(await allRows(site.database)).toEqual(before);
  });

  test("is accepted from the shopper, which the refusals are compared with", async () => {
    const post = await record(shopper.client);
    expect(isTurnedAway(await post(shopper.client))).toBe(false);
  });
});
