import { beforeEach, describe, expect, it } from "vitest";
import type { Protection } from "@/lib/two-factor/core/account/protection";
import { unproved } from "@/lib/two-factor/core/factor/records";
import type { AddressLimit } from "@/lib/two-factor/flows/limit/ports";
import { takeSend } from "@/lib/two-factor/flows/limit/send-limit";
import type { Ports } from "@/lib/two-factor/flows/ports";

const caps = { "send-to-destination": 10, "send-to-unproved": 5, "send-from-address": 1_000 };
let counters: Map<string, number>;
let told: number;

beforeEach(() => {
  counters = new Map();
  told = 0;
});

/** Counters as the store keeps them: each take counts, whatever comes of it. */
const count = (limit: AddressLimit, key: string, points: number) => {
  const now = (counters.get(`${limit} ${key}`) ?? 0) + points;
  counters.set(`${limit} ${key}`, now);
  const cap = caps[limit as keyof typeof caps];
  return now <= cap
    ? { ok: true as const }
    : { ok: false as const, retryAfterSeconds: 60, isFirstRefusal: now === cap + 1 };
};
const ports = {
  hash: (text: string) => text,
  log: { info() {}, warn() {}, error() {} },
  store: {
    recordEvent: async () => {
      told += 1;
    },
  },
  addressLimits: {
    takeBoth: async (one: { limit: AddressLimit; key: string }, other: { limit: AddressLimit; key: string }) => [
      count(one.limit, one.key, 1),
      count(other.limit, other.key, 1),
    ],
    giveBack: async (limit: AddressLimit, key: string) => void count(limit, key, -1),
  },
} as unknown as Ports;

const address = "alice@example.com";
const own = { authenticatorId: "a", channel: "email", address } as const;
const claimed = { ...own, authenticatorId: unproved };
const nothingMore = async () => ({ ok: true as const, sms: null, giveBack: async () => undefined });
const asked = {
  protection: { accountId: "mallory" } as Protection,
  context: { requestId: "r", ip: "192.0.2.1", userAgent: "test", browserHash: "b", locale: "en" },
};
const take = (to: typeof claimed) => takeSend(ports, to, asked, nothingMore);

// Attack: use up the codes of somebody's mailbox or phone, so that they cannot sign in.
describe("the limit of a destination", () => {
  it("is not touched by those who only claim it, and lets less through to them", async () => {
    for (let each = 0; each < 5; each += 1) expect(await take(claimed)).toMatchObject({ ok: true });
    expect(await take(claimed)).toMatchObject({ ok: false, refusal: { code: "send-limit" } });
    for (let each = 0; each < 10; each += 1) expect(await take(own)).toMatchObject({ ok: true });
    expect(await take(own)).toMatchObject({ ok: false, refusal: { code: "send-limit" } });
  });

  it("is not used up by many at once of which one is sent", async () => {
    const taken = await Promise.all(Array.from({ length: 40 }, () => take(own)));
    const rooms = taken.flatMap((each) => (each.ok ? [each] : []));
    expect(rooms).toHaveLength(10);
    for (const { giveBack } of rooms.slice(1)) await giveBack();
    // One was sent, one says that a refusal was told.
    expect(counters.get(`send-to-destination email:${address}`)).toBe(2);
    expect(told).toBe(1);
  });
});
