import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openApplication, openWorld, protect, type World } from "@/lib/two-factor/testing/next-auth/application";

vi.mock("next/headers", () => import("@/lib/two-factor/testing/next-auth/request-scope"));

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const jwt = { session: { strategy: "jwt" } } as const;

function newPerson() {
  const sub = randomUUID();
  return { sub, email: `${sub}@example.com`, name: "Robin" };
}

/** Somebody who signed in once, and switched the second step on. */
async function protectedPerson(application: ReturnType<typeof openApplication>) {
  const claims = newPerson();
  const first = application.browser();
  await first.idp(claims);
  const id = (await first.account()) ?? "";
  await protect(world, id, claims.email);
  return { claims, id };
}

describe("OAuth without an adapter", () => {
  // NextAuth gives a person a new id at every sign-in: no second step would ever be owed.
  it("signs in the account that the application names, at every sign-in the same", async () => {
    const accountOf = vi.fn(({ account }) => `account of ${account.providerAccountId}`);
    const application = openApplication(world, { providers: ["idp"], gate: { accountOf } });
    const { claims, id } = await protectedPerson(application);
    expect(id).toBe(`account of ${claims.sub}`);
    for (const visitor of [application.browser(), application.browser()]) {
      expect((await visitor.idp(claims)).location).toBe("/verify");
      expect(await visitor.session()).toBeNull();
    }
    const [step] = accountOf.mock.lastCall ?? [];
    expect(step).toMatchObject({ user: { email: claims.email }, account: { provider: "idp" }, profile: claims });
  });

  it("refuses somebody whom the application does not name", async () => {
    const visitor = openApplication(world, { providers: ["idp"], gate: { accountOf: () => null } }).browser();
    expect((await visitor.idp(newPerson())).location).toContain("error=AccessDenied");
    expect(await visitor.session()).toBeNull();
  });
});

describe("OAuth from a provider's own page", () => {
  // The answer comes from another site: what is strict stays at home, and so did the pending sign-in.
  it("finds its pending sign-in, and the way back", async () => {
    const application = openApplication(world, { providers: ["idp"], adapter: true, own: jwt });
    const { claims, id } = await protectedPerson(application);
    const visitor = application.browser();
    expect((await visitor.idp(claims, { callbackUrl: "/orders/7" })).location).toBe("/verify");
    expect(await visitor.pending("elsewhere")).toMatchObject({ ok: true, returnPath: "/orders/7" });
    expect((await visitor.answer(visitor.codeFor(claims.email))).location).toBe("/orders/7");
    expect(await visitor.account()).toBe(id);
  });

  it("reaches the code page also where the application's own redirect leads everybody elsewhere", async () => {
    const redirect = ({ baseUrl }: { baseUrl: string }) => `${baseUrl}/dashboard`;
    const own = { ...jwt, callbacks: { redirect } };
    const application = openApplication(world, { providers: ["idp"], adapter: true, own });
    const { claims } = await protectedPerson(application);
    const visitor = application.browser();
    expect((await visitor.idp(claims)).location).toBe("/verify");
    expect(await visitor.pending("own")).toMatchObject({ returnPath: "/dashboard" });
  });

  // Attack: a sign-in that was begun with a link to another site ends there, with the person's trust.
  it("comes back to no other site", async () => {
    const application = openApplication(world, { providers: ["idp"], adapter: true, own: jwt });
    const { claims } = await protectedPerson(application);
    const visitor = application.browser();
    await visitor.idp(claims, { callbackUrl: "https://evil.example/orders" });
    expect(await visitor.pending("own")).toMatchObject({ returnPath: "/" });
  });
});

describe("a wrong code", () => {
  it("prints nothing through NextAuth's logger, and what is broken still does", async () => {
    const error = vi.fn();
    const signIn = vi.fn(() => true);
    const own = { ...jwt, logger: { error }, callbacks: { signIn } };
    const application = openApplication(world, { providers: ["idp"], adapter: true, own });
    const { claims } = await protectedPerson(application);
    const visitor = application.browser();
    await visitor.idp(claims);
    expect((await visitor.answer("000000")).location).toContain("code=");
    expect(error).not.toHaveBeenCalled();
    signIn.mockImplementation(() => {
      throw new Error("broken");
    });
    await application.browser().idp(claims);
    expect(error).toHaveBeenCalledOnce();
  });
});
