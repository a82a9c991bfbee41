// Each first step with an adapter, over each session strategy: the same promises hold, whatever keeps the session.
import { randomUUID } from "node:crypto";
import type { NextAuthConfig } from "next-auth";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import {
  type Application,
  openApplication,
  openWorld,
  protect,
  type Setup,
  type World,
} from "@/lib/two-factor/testing/next-auth/application";
import type { TestBrowser } from "@/lib/two-factor/testing/next-auth/browser";

vi.mock("next/headers", () => import("@/lib/two-factor/testing/next-auth/request-scope"));

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

type Person = { id: string; email: string; sub: string };
type FirstStep = (visitor: TestBrowser, person: Person, callbackUrl?: string) => ReturnType<TestBrowser["get"]>;

const firstSteps: Record<string, { enter: FirstStep; amr: string[]; acr: string; event: string; provider: string }> = {
  password: {
    enter: (visitor, { email }, callbackUrl) => visitor.password(email, callbackUrl),
    ...{ amr: ["pwd", "mca", "email_code"], acr: "urn:countersign:acr:two-step" },
    ...{ event: "authn_password_success", provider: "credentials" },
  },
  OAuth: {
    enter: (visitor, { sub, email }, callbackUrl) => visitor.idp({ sub, email, name: "Robin" }, { callbackUrl }),
    ...{ amr: ["mca", "email_code"], acr: "urn:countersign:acr:two-step" },
    ...{ event: "authn_provider_success", provider: "idp" },
  },
  "an e-mail link": {
    enter: async (visitor, { email }, callbackUrl) => {
      await visitor.askForLink(email, callbackUrl);
      return visitor.openLink(email);
    },
    ...{ amr: ["email_link", "email_code"], acr: "urn:countersign:acr:email-link" },
    ...{ event: "authn_link_success", provider: "link" },
  },
};
const strategies = ["jwt", "database"] as const;
const cells = Object.keys(firstSteps).flatMap((first) => strategies.map((strategy) => [first, strategy] as const));

const withRole: NonNullable<NextAuthConfig["callbacks"]>["session"] = ({ session, user, token }) => ({
  ...session,
  user: { ...session.user, id: user?.id ?? token?.sub ?? "" },
});

function open(strategy: "jwt" | "database", { own, ...setup }: Partial<Setup> = {}): Application {
  return openApplication(world, {
    providers: ["password", "idp", "link"],
    adapter: true,
    own: { session: { strategy }, ...own },
    ...setup,
  });
}

/** Somebody whom the adapter knows, with a provider linked. */
async function createPerson(application: Application, { enabled = true } = {}): Promise<Person> {
  const sub = randomUUID();
  const email = `${sub}@example.com`;
  const { id } = await world.adapter.createUser({ id: "", email, name: "Robin", emailVerified: null } as never);
  await world.adapter.linkAccount({ userId: id, type: "oidc", provider: "idp", providerAccountId: sub });
  application.hasPerson(email, { id, email, name: "Robin" });
  if (enabled) await protect(world, id, email);
  return { id, email, sub };
}

const rowsOf = ({ id }: Person) =>
  world.database.twoFactorSession.findMany({ where: { accountId: id, revokedAt: null } });
const storedOf = ({ id }: Person) =>
  world.database.$queryRaw<{ sessionToken: string }[]>`SELECT * FROM application.sessions WHERE "userId" = ${id}`;
const sessionCookie = "authjs.session-token";

describe.each(cells)("%s, with sessions by %s", (first, strategy) => {
  const { enter, amr, acr, event, provider } = firstSteps[first] ?? expect.fail();

  it("owes the second step before there is any session, and keeps the way back", async () => {
    const application = open(strategy, { own: { callbacks: { session: withRole } } });
    const person = await createPerson(application);
    const visitor = application.browser();
    expect((await enter(visitor, person, "/orders/7")).location).toBe("/verify");
    expect(await visitor.session()).toBeNull();
    expect([await rowsOf(person), await storedOf(person)]).toEqual([[], []]);
    expect((await visitor.answer(visitor.codeFor(person.email))).location).toBe("/orders/7");
    const countersign = { amr, acr, auth_time: expect.any(Number) };
    expect(await visitor.session()).toMatchObject({ user: { id: person.id, email: person.email }, countersign });
    expect(await visitor.account()).toBe(person.id);
    expect(visitor.isHalfway()).toBe(false);
    expect([(await rowsOf(person)).length, (await storedOf(person)).length]).toEqual([1, strategy === "jwt" ? 0 : 1]);
  });

  it("names its provider in the trail", async () => {
    const application = open(strategy);
    const person = await createPerson(application);
    await enter(application.browser(), person);
    const trail = await world.database.twoFactorAuditEvent.findMany({ where: { accountId: person.id } });
    expect(trail.map((row) => [row.event, row.detail])).toContainEqual([event, { provider }]);
  });

  it("alone signs in where the second step is off", async () => {
    const application = open(strategy);
    const person = await createPerson(application, { enabled: false });
    const visitor = application.browser();
    expect((await enter(visitor, person)).location).toBe("/welcome");
    expect((await visitor.session()).countersign.amr).toEqual(amr.filter((each) => !/code|mca/.test(each)));
    expect(await visitor.account()).toBe(person.id);
  });

  it("asks the application once, and tells it of the first step", async () => {
    const [signIn, told] = [vi.fn(({ email }) => !email || true), vi.fn()];
    const application = open(strategy, { own: { callbacks: { signIn }, events: { signIn: told } } });
    const person = await createPerson(application);
    const visitor = application.browser();
    await enter(visitor, person);
    await visitor.answer(visitor.codeFor(person.email));
    expect(signIn.mock.calls.filter(([{ email }]) => !email)).toHaveLength(1);
    const user = expect.objectContaining({ id: person.id, email: person.email });
    const account = expect.objectContaining({ provider });
    expect(told).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ user, account }));
  });

  it("ends at once with its row, and a copy of its cookie opens nothing", async () => {
    const application = open(strategy);
    const person = await createPerson(application);
    const visitor = application.browser();
    await enter(visitor, person);
    await visitor.answer(visitor.codeFor(person.email));
    const copy = visitor.jar.get(sessionCookie) ?? "";
    await visitor.post("/api/auth/signout");
    expect([await rowsOf(person), await storedOf(person)]).toEqual([[], []]);
    visitor.jar.set(sessionCookie, copy);
    expect([await visitor.session(), await visitor.account()]).toEqual([null, null]);
  });

  it("over an open session ends that one", async () => {
    const application = open(strategy);
    const person = await createPerson(application);
    const visitor = application.browser();
    await enter(visitor, person);
    await visitor.answer(visitor.codeFor(person.email));
    const [before] = await rowsOf(person);
    await world.elapse(61);
    visitor.jar.drop("countersign.pending");
    await enterAgain(visitor, person);
    expect((await rowsOf(person)).map(({ idHash }) => idHash)).not.toContain(before?.idHash);
    expect([(await rowsOf(person)).length, await visitor.account()]).toEqual([1, person.id]);
  });
});

/** A password is proved anew, also while another session is open. */
async function enterAgain(visitor: TestBrowser, { email }: Person): Promise<void> {
  await visitor.password(email);
  await visitor.answer(visitor.codeFor(email));
}

describe("database sessions", () => {
  it("end with the application's own row too, for the guards as well", async () => {
    const application = open("database");
    const person = await createPerson(application, { enabled: false });
    const visitor = application.browser();
    await visitor.idp(person);
    await world.database.$executeRaw`DELETE FROM application.sessions WHERE "userId" = ${person.id}`;
    expect([await visitor.account(), await visitor.session()]).toEqual([null, null]);
  });

  it("end with our row too, and leave none of the application's behind", async () => {
    const application = open("database");
    const person = await createPerson(application, { enabled: false });
    const visitor = application.browser();
    await visitor.idp(person);
    await world.database.twoFactorSession.updateMany({
      where: { accountId: person.id },
      data: { revokedAt: new Date(), revokedAs: "revoked" },
    });
    expect([await visitor.account(), await visitor.session()]).toEqual([null, null]);
    expect(await storedOf(person)).toEqual([]);
  });

  it("give auth() the whole user, and a browser the few fields that NextAuth gives, where the application has no callback", async () => {
    const application = open("database");
    const person = await createPerson(application, { enabled: false });
    const visitor = application.browser();
    await visitor.idp(person);
    expect(await visitor.auth()).toMatchObject({ user: { id: person.id, role: "customer" }, countersign: { amr: [] } });
    expect((await visitor.session()).user).toEqual({ email: person.email, name: "Robin", image: null });
  });

  // Attack, or a mere race: the second step is switched on between the first step and the session.
  it("are taken back where the first step is no longer enough", async () => {
    const events = { linkAccount: () => undefined };
    const application = open("database", { own: { events } });
    const person = await createPerson(application, { enabled: false });
    const own = world.adapter.createSession;
    world.adapter.createSession = async (session) => {
      await protect(world, person.id, person.email);
      return own(session);
    };
    const visitor = application.browser();
    await visitor.idp(person).finally(() => Object.assign(world.adapter, { createSession: own }));
    expect(await visitor.session()).toBeNull();
    expect([await rowsOf(person), await storedOf(person)]).toEqual([[], []]);
  });

  it("are made by the application's own jwt.encode for its Credentials provider, as before", async () => {
    const encode: NonNullable<NextAuthConfig["jwt"]>["encode"] = async ({ token }) => {
      const expires = new Date(Date.now() + 3600_000);
      const { sessionToken } = (await world.adapter.createSession({
        ...{ sessionToken: `own-${randomUUID()}`, userId: String(token?.sub), expires },
      } as never)) as { sessionToken: string };
      return sessionToken;
    };
    const application = open("database", { own: { jwt: { encode } } });
    const person = await createPerson(application);
    const visitor = application.browser();
    await visitor.password(person.email);
    await visitor.answer(visitor.codeFor(person.email));
    expect(visitor.jar.get(sessionCookie)).toMatch(/^own-/);
    expect(await visitor.account()).toBe(person.id);
    expect((await storedOf(person)).length).toBe(1);
  });
});
