import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openApplication, openWorld, protect, type World } from "@/lib/two-factor/testing/next-auth/application";

vi.mock("next/headers", () => import("@/lib/two-factor/testing/next-auth/request-scope"));

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const strategies = ["jwt", "database"] as const;

function open(strategy: "jwt" | "database", events = {}) {
  const { issuer } = world.identityProvider;
  const trusted = { id: "trusted", name: "Trusted", type: "oidc", issuer, clientId: "t", clientSecret: "t" } as const;
  return openApplication(world, {
    providers: ["idp", { ...trusted, allowDangerousEmailAccountLinking: true }],
    adapter: true,
    own: { session: { strategy }, events },
  });
}

type Application = ReturnType<typeof open>;

async function createPerson({ enabled = true } = {}) {
  const sub = randomUUID();
  const email = `${sub}@example.com`;
  const { id } = await world.adapter.createUser({ id: "", email, emailVerified: null });
  await world.adapter.linkAccount({ userId: id, type: "oidc", provider: "idp", providerAccountId: sub });
  if (enabled) await protect(world, id, email);
  return { id, email, sub };
}

async function signedIn(application: Application, { email, sub }: Awaited<ReturnType<typeof createPerson>>) {
  const visitor = application.browser();
  const { location } = await visitor.idp({ email, sub });
  if (location === "/verify") await visitor.answer(visitor.codeFor(email));
  return visitor;
}

const linkedTo = async ({ id }: { id: string }) => {
  const rows = await world.database.$queryRaw<{ provider: string }[]>`
    SELECT provider FROM application.accounts WHERE "userId" = ${id} ORDER BY provider`;
  return rows.map(({ provider }) => provider);
};

describe.each(strategies)("a provider that may be linked by e-mail address, with sessions by %s", (strategy) => {
  // Attack: an account at the trusted provider with the owner's address. NextAuth gives `signIn` a made-up id here.
  it("is judged under the account that it would be linked to, and linked after the second step alone", async () => {
    const events = { linkAccount: vi.fn(), createUser: vi.fn(), signIn: vi.fn() };
    const application = open(strategy, events);
    const person = await createPerson();
    const visitor = application.browser();
    const claims = { sub: randomUUID(), email: person.email };
    expect((await visitor.idp(claims, { id: "trusted" })).location).toBe("/verify");
    expect(await linkedTo(person)).toEqual(["idp"]);
    await visitor.answer("000000");
    expect(await linkedTo(person)).toEqual(["idp"]);
    expect(events.linkAccount).not.toHaveBeenCalled();
    await visitor.answer(visitor.codeFor(person.email));
    expect(await linkedTo(person)).toEqual(["idp", "trusted"]);
    expect(await visitor.account()).toBe(person.id);
    const [told] = events.linkAccount.mock.lastCall ?? [];
    expect(told).toMatchObject({ user: { id: person.id }, account: { provider: "trusted", refresh_token: "refresh" } });
    expect(events.linkAccount).toHaveBeenCalledOnce();
    expect((await application.browser().idp(claims, { id: "trusted" })).location).toBe("/verify");
  });

  it("is linked at once where the second step is off, as NextAuth does", async () => {
    const person = await createPerson({ enabled: false });
    const visitor = open(strategy).browser();
    const claims = { sub: randomUUID(), email: person.email };
    expect((await visitor.idp(claims, { id: "trusted" })).location).toBe("/welcome");
    expect([await linkedTo(person), await visitor.account()]).toEqual([["idp", "trusted"], person.id]);
  });

  it("is still refused by NextAuth where that is not allowed", async () => {
    const person = await createPerson({ enabled: false });
    const visitor = open(strategy).browser();
    const { location } = await visitor.idp({ sub: randomUUID(), email: person.email });
    expect(location).toContain("error=OAuthAccountNotLinked");
    expect(await visitor.session()).toBeNull();
  });
});

describe.each(strategies)("a provider that is linked while somebody is signed in, with sessions by %s", (strategy) => {
  it("is linked to them, and their session goes on as it was proved", async () => {
    const application = open(strategy);
    const person = await createPerson();
    const visitor = await signedIn(application, person);
    const { countersign } = await visitor.session();
    const { location } = await visitor.idp({ sub: randomUUID(), email: "work@example.com" }, { id: "trusted" });
    expect(location).toBe("/welcome");
    expect(await linkedTo(person)).toEqual(["idp", "trusted"]);
    expect((await visitor.session()).countersign).toEqual(countersign);
    expect(await visitor.account()).toBe(person.id);
    expect(await world.database.twoFactorSession.count({ where: { accountId: person.id } })).toBe(1);
  });

  it("is refused where it belongs to somebody else", async () => {
    const application = open(strategy);
    const [person, other] = [await createPerson(), await createPerson()];
    const visitor = await signedIn(application, person);
    const { location } = await visitor.idp({ sub: other.sub, email: other.email });
    expect(location).toContain("error=OAuthAccountNotLinked");
    expect(await visitor.account()).toBe(person.id);
  });

  // Attack: a copy of a cookie whose session was ended links the thief's own provider to the account.
  it("is not linked to somebody whose session was ended", async () => {
    const application = open(strategy);
    const person = await createPerson();
    const visitor = await signedIn(application, person);
    await world.database.twoFactorSession.updateMany({
      where: { accountId: person.id },
      data: { revokedAt: new Date(), revokedAs: "revoked" },
    });
    await visitor.idp({ sub: randomUUID(), email: `${randomUUID()}@example.com` });
    expect(await linkedTo(person)).toEqual(["idp"]);
    expect(await visitor.account()).not.toBe(person.id);
  });
});
