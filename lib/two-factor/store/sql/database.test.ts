import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultLimits } from "@/lib/two-factor/core/limit/limits";
import { TwoFactorFault } from "@/lib/two-factor/fault";
import { createPostgresStore } from "@/lib/two-factor/store/index";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

const storeOn = ($queryRaw: () => Promise<unknown>) =>
  createPostgresStore({ database: { $queryRaw }, limits: defaultLimits });

describe("a store", () => {
  it("answers a ping while its database does", async () => {
    expect(await opened.store.ping()).toBe(true);
  });

  // Attack: break the database in the middle of an answer and hope that the error reads as a yes.
  // Whatever does not come back as expected is a fault, thrown; no method turns it into an answer.
  it("throws a fault that carries its cause when the database does not answer", async () => {
    const cause = new Error("connection refused");
    const store = storeOn(() => Promise.reject(cause));
    const input = {
      challengeId: "c",
      accountId: "a",
      purpose: "sign-in",
      browserHash: "b",
      bindingDigest: "d",
    } as const;
    await expect(store.reserveAttempt(input)).rejects.toMatchObject({ code: "store-unavailable", cause });
    await expect(store.readSession("s")).rejects.toBeInstanceOf(TwoFactorFault);
    await expect(store.ping()).rejects.toBeInstanceOf(TwoFactorFault);
  });

  it("throws a fault when a row is not what it should be", async () => {
    const store = storeOn(async () => [{ accountId: "a", amr: ["made-up"], acr: "x", authenticatedAt: new Date() }]);
    await expect(store.readSession("s")).rejects.toBeInstanceOf(TwoFactorFault);
  });

  it("throws a fault when an answer comes from an account it has never heard of", async () => {
    const context = { requestId: "r", ip: "192.0.2.7", userAgent: "x", browserHash: "b", locale: "en" };
    await expect(
      opened.store.recordWrongAnswer({ challengeId: "c", accountId: "unheard-of", context }),
    ).rejects.toBeInstanceOf(TwoFactorFault);
  });
});
