import { randomUUID } from "node:crypto";
import type { NextAuthConfig } from "next-auth";
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

/** An application with somebody in it who has the second step on. */
async function withOwner(setup: Partial<Setup> = {}) {
  const id = randomUUID();
  const email = `${id}@example.com`;
  const application = openApplication(world, { providers: ["password"], ...setup });
  const user = {
    id,
    email,
    name: "Robin",
    image: "/robin.png",
    role: "buyer",
    since: new Date("2020-02-29T12:00:00Z"),
  };
  application.hasPerson(email, user);
  await protect(world, id, email);
  const challenge = () => world.database.twoFactorChallenge.findFirstOrThrow({ where: { accountId: id } });
  const sessions = () => world.database.twoFactorSession.count({ where: { accountId: id, revokedAt: null } });
  const halfway = async () => {
    const visitor = application.browser();
    await visitor.password(email);
    return visitor;
  };
  return { id, email, user, application, challenge, sessions, halfway };
}

type Callbacks = NonNullable<NextAuthConfig["callbacks"]>;

/** What applications do with their callbacks: a role in the token, and in the session. */
const shaping: Callbacks = {
  jwt: ({ token, user, trigger, session }) => {
    if (user) Object.assign(token, { id: user.id, role: "role" in user ? user.role : null });
    return trigger === "update" ? { ...token, ...session } : token;
  },
  session: ({ session, token }) => ({ ...session, user: { ...session.user, id: String(token.id), role: token.role } }),
};

describe("the application's own session", () => {
  it("keeps its shape after the second step, with how it was proved beside it", async () => {
    const { id, email, halfway } = await withOwner({ own: { callbacks: shaping } });
    const visitor = await halfway();
    expect(await visitor.session()).toBeNull();
    expect((await visitor.answer(visitor.codeFor(email))).location).toBe("/welcome");
    const user = { id, email, name: "Robin", image: "/robin.png", role: "buyer" };
    const proof = { acr: "urn:countersign:acr:two-step", amr: ["pwd", "mca", "email_code"] };
    const countersign = { ...proof, auth_time: expect.any(Number) };
    expect(await visitor.session()).toEqual({ user, countersign, expires: expect.any(String) });
    expect(await visitor.auth()).toMatchObject({ user, countersign });
  });

  it("is NextAuth's own where the application has no callbacks", async () => {
    const { email, halfway } = await withOwner();
    const visitor = await halfway();
    await visitor.answer(visitor.codeFor(email));
    const { user, ...rest } = await visitor.session();
    expect(user).toEqual({ email, name: "Robin", image: "/robin.png" });
    expect(Object.keys(rest).sort()).toEqual(["countersign", "expires"]);
  });

  it("is changed by update() as before", async () => {
    const { email, halfway } = await withOwner({ own: { callbacks: shaping } });
    const visitor = await halfway();
    await visitor.answer(visitor.codeFor(email));
    await visitor.update({ role: "seller" });
    expect(await visitor.session()).toMatchObject({ user: { role: "seller", name: "Robin" } });
  });

  // Attack: a signed-in client posts claims to NextAuth's session endpoint, and the application's callback takes them all.
  it("is raised by nothing that a client posts to it", async () => {
    const { email, id, halfway } = await withOwner({ own: { callbacks: shaping } });
    const visitor = await halfway();
    await visitor.answer(visitor.codeFor(email));
    const { countersign } = await visitor.session();
    await visitor.update({ countersign: { acr: "highest", amr: ["hwk"], auth_time: 4e9 }, sid: "x", id: "somebody" });
    expect((await visitor.session()).countersign).toEqual(countersign);
    expect(await visitor.account()).toBe(id);
  });

  it("shows its callbacks no id of ours, so that none can hand it to a script", async () => {
    const seen = vi.fn();
    const session: Callbacks["session"] = ({ session, token }) => {
      seen(Object.keys(token));
      return { ...session, ...token };
    };
    const { email, halfway } = await withOwner({ own: { callbacks: { session } } });
    const visitor = await halfway();
    await visitor.answer(visitor.codeFor(email));
    expect(Object.keys((await visitor.session()).countersign)).toEqual(["acr", "amr", "auth_time"]);
    expect(seen.mock.lastCall?.[0]).not.toContain("countersign");
  });

  it("lasts as long as the application says, and its row does not end before", async () => {
    const maxAge = 10 * 24 * 3600;
    const { email, id, halfway } = await withOwner({ own: { session: { maxAge } } });
    const visitor = await halfway();
    await visitor.answer(visitor.codeFor(email));
    const inTenDays = Date.now() + maxAge * 1000;
    expect(Math.abs(Date.parse((await visitor.session()).expires) - inTenDays)).toBeLessThan(60_000);
    for (const days of [9, 9, 9]) {
      await world.elapse(days * 24 * 3600);
      expect(await visitor.account()).toBe(id);
    }
    await world.elapse(13 * 24 * 3600);
    expect(await visitor.account()).toBeNull();
  });

  it("lasts as our limits say where the application asks for it", async () => {
    const { email, id, halfway } = await withOwner({ gate: { sessionLifetime: "countersign" } });
    const visitor = await halfway();
    await visitor.answer(visitor.codeFor(email));
    expect(Date.parse((await visitor.session()).expires)).toBeLessThan(Date.now() + 24.1 * 3600_000);
    await world.elapse(59 * 60);
    expect(await visitor.account()).toBe(id);
    await world.elapse(61 * 60);
    expect(await visitor.account()).toBeNull();
  });
});

describe("the application's callbacks and events", () => {
  it("run once for a sign-in in two steps, and are told of the first", async () => {
    const [signIn, jwt, told] = [vi.fn(() => true), vi.fn(shaping.jwt), vi.fn()];
    const own = { callbacks: { ...shaping, signIn, jwt }, events: { signIn: told } };
    const { email, user, halfway } = await withOwner({ own });
    const visitor = await halfway();
    expect(told).not.toHaveBeenCalled();
    await visitor.answer(visitor.codeFor(email));
    const account = { provider: "credentials", providerAccountId: user.id, type: "credentials" };
    expect(signIn).toHaveBeenCalledOnce();
    expect(jwt).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ user, account, trigger: "signIn" }));
    expect(jwt.mock.calls[0]?.[0]?.token).toMatchObject({ sub: user.id, picture: "/robin.png" });
    expect(told).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ user, account }));
  });

  // Attack, or a mere fault: what comes after a right code says no, and a spent code and a live session stay behind.
  it.each<[string, Callbacks["jwt"]]>([
    ["throws", () => Promise.reject(new Error("broken"))],
    ["gives no token", () => null],
  ])("leave the code good and no session open where one of them %s", async (_, jwt) => {
    const callbacks: Callbacks = { ...shaping, jwt };
    const { email, challenge, sessions, halfway } = await withOwner({ own: { callbacks } });
    const visitor = await halfway();
    const code = visitor.codeFor(email);
    await visitor.answer(code);
    expect(await challenge()).toMatchObject({ state: "pending" });
    expect(await sessions()).toBe(0);
    expect(await visitor.session()).toBeNull();
    callbacks.jwt = shaping.jwt;
    expect((await visitor.answer(code)).location).toBe("/welcome");
    expect(await sessions()).toBe(1);
  });

  it("leave no session open where the cookie cannot be made", async () => {
    const jwt = { encode: () => Promise.reject(new Error("broken")) };
    const { email, challenge, sessions, halfway } = await withOwner({ own: { jwt } });
    const visitor = await halfway();
    await visitor.answer(visitor.codeFor(email));
    expect([await challenge(), await sessions()]).toMatchObject([{ state: "pending" }, 0]);
  });
});

describe("a first step with a password", () => {
  it("alone opens a session where the second step is off, and nothing more is claimed", async () => {
    const application = openApplication(world, { providers: ["password"] });
    const id = randomUUID();
    application.hasPerson("off@example.com", { id, name: "Kim" });
    const visitor = application.browser();
    expect((await visitor.password("off@example.com")).location).toBe("/welcome");
    expect(await visitor.session()).toMatchObject({
      user: { name: "Kim" },
      countersign: { amr: ["pwd"], acr: "urn:countersign:acr:password" },
    });
    expect(await visitor.account()).toBe(id);
  });

  it("is refused where authorize does not say who it is", async () => {
    const application = openApplication(world, { providers: ["password"] });
    application.hasPerson("nameless@example.com", { email: "nameless@example.com" });
    const visitor = application.browser();
    expect((await visitor.password("nameless@example.com")).location).toContain("error=CredentialsSignin");
    expect(await visitor.session()).toBeNull();
  });

  it("over an open session gives it a new id, and ends the old one", async () => {
    const { email, id, halfway } = await withOwner();
    const visitor = await halfway();
    await visitor.answer(visitor.codeFor(email));
    const before = visitor.jar.get("authjs.session-token");
    await world.elapse(61);
    await visitor.password(email);
    await visitor.answer(visitor.codeFor(email));
    expect(await visitor.account()).toBe(id);
    visitor.jar.set("authjs.session-token", before ?? "");
    expect(await visitor.account()).toBeNull();
    expect(await visitor.session()).toBeNull();
  });

  it("signed out, leaves no session that a copy of its cookie opens", async () => {
    const { email, halfway } = await withOwner();
    const visitor = await halfway();
    await visitor.answer(visitor.codeFor(email));
    const copy = visitor.jar.get("authjs.session-token");
    await visitor.post("/api/auth/signout");
    expect(visitor.jar.get("authjs.session-token")).toBeUndefined();
    visitor.jar.set("authjs.session-token", copy ?? "");
    expect(await visitor.session()).toBeNull();
  });
});
