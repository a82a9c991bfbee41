import { afterAll, beforeAll, expect, test } from "vitest";
import { allRows, restingRows } from "@/e2e/fixtures/all-rows";
import type { Reply } from "@/e2e/fixtures/http-client";
import { submitForm } from "@/e2e/fixtures/http-sign-in";
import type { Site } from "@/e2e/fixtures/http-site";
import { openSharedSite } from "@/e2e/fixtures/shared-site";
import { readyShopper, stockShelf } from "@/e2e/shop/http-shop";

let site: Site;
beforeAll(async () => {
  site = await openSharedSite();
  await stockShelf(site.database);
});
afterAll(() => site.stop());

const json = ({ text }: Reply) => JSON.parse(text);

test("a client that reads JSON buys the contents of the cart once", async () => {
  const { client, mailbox, person } = await readyShopper(site);
  const asked = await client.postJson("/api/orders", {});
  expect([asked.status, json(asked)]).toMatchObject([
    401,
    { error: "insufficient_user_authentication", approval: expect.stringMatching(/^\/approve\//), max_age: 0 },
  ]);
  const address = json(asked).approval.replace("/approve/", "/api/approvals/");
  const { code } = await mailbox.nextCode();
  const { lines } = json(await client.get(address));
  expect(lines).toContainEqual({ id: "total", label: "Total", value: "€23.40" });
  const approved = await Promise.all([1, 2, 3].map(() => client.postJson(`${address}/approve`, { code })));
  expect(approved.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
  const { doneAt } = json(approved.find(({ status }) => status === 200) ?? asked);
  expect((await client.get(doneAt)).text).toContain("Order confirmed");
  const { rows } = await site.database.query("SELECT state, total_minor FROM shop_order WHERE account_id = $1", [
    person.accountId,
  ]);
  expect(rows).toEqual([{ state: "paid", total_minor: 2340 }]);
});

test("a refusal of the shop's own comes with its sentence", async () => {
  const { client } = await readyShopper(site);
  await submitForm(client, "/cart", { quantity: "0", productId: "mug" }, { marker: "quantity" });
  const refused = await client.postJson("/api/orders", {});
  expect([refused.status, json(refused)]).toMatchObject([
    409,
    { code: "not-possible", reason: "empty-cart", detail: expect.stringMatching(/cart/i) },
  ]);
});

// Attack: send a price, an amount or a person in the body of the order.
// Defence: the body must be an empty object; a body with any field is refused.
test.each([
  { total: 1 },
  { totalMinor: -1 },
  { amount: "0.01" },
  { quantity: 1e99 },
  { quantity: 0.5 },
  { items: [] },
  { userId: "alice" },
  { accountId: "alice" },
  { twoStepEnabled: false },
  { digest: "x" },
  { action: "change-name" },
])("an order with %j in it is refused", async (body) => {
  const { client } = await readyShopper(site);
  const before = await restingRows(site.database);
  const refused = await client.postJson("/api/orders", body);
  expect([refused.status, json(refused).code]).toEqual([422, "invalid-input"]);
  expect(await allRows(site.database)).toEqual(before);
});
