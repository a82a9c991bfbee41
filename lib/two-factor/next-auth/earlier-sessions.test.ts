import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import {
  openApplication,
  openWorld,
  protect,
  type Setup,
  type World,
} from "@/lib/two-factor/testing/next-auth/application";

vi.mock("next/headers", () => import("@/lib/two-factor/testing/next-auth/request-scope"));

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Somebody who signed in before the application had the add-on, and comes back with that cookie. */
async function signedInBefore(strategy: "jwt" | "database", setup: Partial<Setup> = {}) {
  const own = { session: { strategy } };
  const application = openApplication(world, { providers: ["idp"], adapter: true, own, ...setup });
  const sub = randomUUID();
  const email = `${sub}@example.com`;
  const before = application.browserBefore();
  await before.idp({ sub, email });
  const user = await world.adapter.getUserByEmail(email);
  const rows = () => world.database.twoFactorSession.count({ where: { accountId: user?.id ?? "" } });
  return { id: user?.id ?? "", email, sub, application, visitor: application.browser(before.jar), rows };
}

describe.each(["jwt", "database"] as const)("a session from before the adoption, kept by %s", (strategy) => {
  it("goes on for somebody without a second step, with one row however often it is read, and claims nothing", async () => {
    const { id, email, visitor, rows } = await signedInBefore(strategy);
    expect(await visitor.account()).toBe(id);
    expect(await visitor.auth()).toMatchObject({ user: { email } });
    const countersign = { acr: "urn:countersign:acr:first-step", amr: [], auth_time: 0 };
    for (const _ of [1, 2]) expect(await visitor.session()).toMatchObject({ user: { email }, countersign });
    expect([await visitor.account(), await rows()]).toEqual([id, 1]);
  });

  it("is over at once for somebody with one: they sign in again, with it", async () => {
    const { id, email, sub, visitor } = await signedInBefore(strategy);
    await protect(world, id, email);
    expect([await visitor.account(), await visitor.auth(), await visitor.session()]).toEqual([null, null, null]);
    expect((await visitor.idp({ sub, email })).location).toBe("/verify");
  });

  // Attack: a stolen cookie from before is used after its owner ended all other sessions.
  it("is over once the account's sessions were ended", async () => {
    const { id, visitor } = await signedInBefore(strategy);
    await world.twoFactor.within(world.database).endOtherSessions({ accountId: id, exceptIdHash: null });
    expect([await visitor.account(), await visitor.session()]).toEqual([null, null]);
  });

  it("is over for good once it was signed out", async () => {
    const { visitor } = await signedInBefore(strategy);
    const cookie = visitor.jar.get("authjs.session-token") ?? "";
    await visitor.post("/api/auth/signout");
    visitor.jar.set("authjs.session-token", cookie);
    expect([await visitor.account(), await visitor.session()]).toEqual([null, null]);
  });

  it("ends where the application wants no more of them", async () => {
    const { visitor, rows } = await signedInBefore(strategy, { gate: { earlierSessions: "end" } });
    expect([await visitor.account(), await visitor.session(), await rows()]).toEqual([null, null, 0]);
  });
});

describe("a token from before the adoption without an adapter", () => {
  const accountOf: NonNullable<Setup["gate"]>["accountOf"] = ({ account }) => `of ${account.providerAccountId}`;

  it("ends where nobody can tell whose it is: its subject was made up", async () => {
    const { visitor } = await signedInBefore("jwt", { adapter: false, gate: { accountOf } });
    expect([await visitor.account(), await visitor.session()]).toEqual([null, null]);
  });

  it("goes on where the application can tell", async () => {
    const gate = { accountOf, accountOfToken: ({ email }: { email?: string | null }) => `of ${email?.split("@")[0]}` };
    const { sub, visitor } = await signedInBefore("jwt", { adapter: false, gate });
    expect(await visitor.account()).toBe(`of ${sub}`);
  });
});
