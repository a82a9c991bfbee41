import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anAddress, type Client, type Headers, locationOf } from "@/e2e/fixtures/http-client";
import { callProvider } from "@/e2e/fixtures/http-sign-in";
import { type Site, startSite } from "@/e2e/fixtures/http-site";
import { openSharedSite } from "@/e2e/fixtures/shared-site";

const perMinute = 30;
let site: Site;

async function wrongPasswords(client: Client, count: number, headers: (index: number) => Headers): Promise<string[]> {
  const refusals: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const fields = { email: `nobody-${index}@example.com`, password: "not the right words 1" };
    const reply = await callProvider(client, "password", fields, headers(index));
    refusals.push(new URL(locationOf(reply, site.url) ?? "", site.url).searchParams.get("code") ?? "");
  }
  return refusals;
}

function claims(): Headers {
  const address = anAddress();
  return {
    "x-forwarded-for": address,
    "x-real-ip": address,
    "x-client-ip": address,
    "true-client-ip": address,
    "cf-connecting-ip": address,
    "x-countersign-socket": address,
    forwarded: `for=${address}`,
  };
}

// Attack: each request claims to come from another address, so that the limit per address never fills.
// Defence: only the configured number of proxies is trusted.
describe("the limit of sign-ins per client address, with no trusted proxy,", () => {
  beforeAll(async () => {
    site = await startSite({ env: { TRUSTED_PROXY_HOPS: "0" } });
  });
  afterAll(() => site.stop());

  test("cannot be escaped by headers", async () => {
    const refusals = await wrongPasswords(site.client(), perMinute + 2, claims);
    expect(refusals.slice(0, perMinute)).not.toContain("slow-down");
    expect(refusals.slice(perMinute)).toEqual(["slow-down", "slow-down"]);
  });
});

describe("the limit of sign-ins per client address, behind one proxy,", () => {
  beforeAll(async () => {
    site = await openSharedSite();
  });
  afterAll(() => site.stop());

  test("cannot be escaped by addresses in front of the one the proxy saw, and leaves other addresses alone", async () => {
    const seen = "203.0.113.9";
    const refusals = await wrongPasswords(site.client(), perMinute + 2, () => ({
      ...claims(),
      "x-forwarded-for": `${anAddress()}, ${anAddress()}, ${seen}`,
    }));
    expect(refusals.slice(perMinute)).toEqual(["slow-down", "slow-down"]);
    const neighbour = site.client({ address: "203.0.113.10" });
    expect(await wrongPasswords(neighbour, 1, () => ({}))).toEqual(["invalid-credentials"]);
  });
});
