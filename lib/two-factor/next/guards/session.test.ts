import { describe, expect, it } from "vitest";
import type { SessionRecord } from "@/lib/two-factor/core/session/records";
import { hashToken } from "@/lib/two-factor/crypto/tokens";
import { TwoFactorFault } from "@/lib/two-factor/fault";
import { currentSession, isSignedIn, requireSession, type Session } from "@/lib/two-factor/next/guards/session";
import { destinationOf, openTestSite } from "@/lib/two-factor/testing/site";

const record: SessionRecord = { accountId: "robin", amr: ["pwd"], acr: "test", authenticatedAt: new Date() };
const openSite = (readSession: () => Promise<SessionRecord | null>, sessionId: string | null = "own") =>
  openTestSite({ twoFactor: { readSession } }, sessionId);

describe("a guard", () => {
  it("gives the session of its row, with the hash of its id", async () => {
    const { site } = openSite(async () => record);
    const expected = { ...record, idHash: hashToken("own") };
    expect(await currentSession(site)).toEqual(expected);
    expect(await requireSession(site, { next: "/account" })).toEqual(expected);
    expect(await isSignedIn(site)).toBe(true);
  });

  it.each<[string, () => Promise<SessionRecord | null>, string | null]>([
    ["without a cookie", async () => record, null],
    ["of a row that is over", async () => null, "own"],
  ])("gives none %s, and leads to the sign-in and back", async (_, readSession, sessionId) => {
    const { site } = openSite(readSession, sessionId);
    expect([await currentSession(site), await isSignedIn(site)]).toEqual([null, false]);
    const required = () => requireSession(site, { next: "/account?x=1" });
    expect(await destinationOf(required)).toBe("/sign-in?next=%2Faccount%3Fx%3D1");
  });

  it("fails closed while the database is away; the header shows a visitor then", async () => {
    const { site, events } = openSite(() => Promise.reject(new TwoFactorFault("store-unavailable", "away")));
    expect(await destinationOf(() => currentSession(site))).toBe("/unavailable");
    expect(events).toEqual(["fault"]);
    expect(await isSignedIn(site)).toBe(false);
  });

  it("is asked by the application's own path", async () => {
    const { site } = openTestSite({
      paths: { signIn: "/login", verify: "/v", approve: "/a", unavailable: "/u", outOfDate: "/o" },
    });
    expect(await destinationOf(() => requireSession(site, { next: "/orders" }))).toBe("/login?next=%2Forders");
  });
});

/** A reader of a person's data. */
const readOrders = (_session: Session) => [];

// Attack: a page reads for an account that the request names. None of these lines compiles, which `tsc` checks.
describe("a reader of a person's data", () => {
  it("takes what a guard gave, and nothing else", () => {
    // @ts-expect-error An id is no session.
    readOrders("robin");
    // @ts-expect-error A row is no session: whose cookie named it is not known.
    readOrders(record);
    // @ts-expect-error A session cannot be written by hand.
    readOrders({ ...record, idHash: "x" });
    // @ts-expect-error A session that may not be there has to be asked about.
    void (async () => readOrders(await currentSession(openTestSite().site)));
    expect(readOrders.length).toBe(1);
  });
});
