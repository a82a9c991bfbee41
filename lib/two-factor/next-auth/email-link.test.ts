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

async function protectedPerson() {
  const email = `${randomUUID()}@example.com`;
  const { id } = await world.adapter.createUser({ id: "", email, emailVerified: null });
  await protect(world, id, email);
  return { email, id };
}

describe("asking for a link", () => {
  // Attack: ask for a link to somebody else's address, hold their phone, and be signed in by the code alone.
  // NextAuth asks `signIn` here too, when nothing is proved yet.
  it("is no first step: the link is mailed, no code is sent, nothing is pending", async () => {
    const { email } = await protectedPerson();
    const visitor = openApplication(world, { providers: ["link"], adapter: true, own: jwt }).browser();
    const reply = await visitor.askForLink(email);
    expect(reply.location).toContain("/api/auth/verify-request");
    expect(world.links.map(({ to }) => to)).toContain(email);
    expect(world.mailbox.map(({ to }) => to)).not.toContain(email);
    expect(visitor.isHalfway()).toBe(false);
  });

  it("is put to the application's own signIn, which may refuse", async () => {
    const { email } = await protectedPerson();
    const signIn = vi.fn(() => false);
    const own = { ...jwt, callbacks: { signIn } };
    const visitor = openApplication(world, { providers: ["link"], adapter: true, own }).browser();
    expect((await visitor.askForLink(email)).location).toContain("error=AccessDenied");
    expect(signIn).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ email: { verificationRequest: true } }));
    expect(world.links.map(({ to }) => to)).not.toContain(email);
  });
});

describe("a link that was clicked in a webmail", () => {
  it("leads to the code, and from there to where the person was going", async () => {
    const { email, id } = await protectedPerson();
    const visitor = openApplication(world, { providers: ["link"], adapter: true, own: jwt }).browser();
    await visitor.askForLink(email, "/orders/7?tab=items");
    const reply = await visitor.openLink(email);
    expect(reply.location).toBe("/verify");
    expect(await visitor.session()).toBeNull();
    const pending = await visitor.pending("elsewhere");
    expect(pending).toMatchObject({ ok: true, returnPath: "/orders/7?tab=items" });
    const answered = await visitor.answer(visitor.codeFor(email));
    expect(answered.location).toBe("/orders/7?tab=items");
    expect(await visitor.account()).toBe(id);
  });

  it("signs in at once where the second step is off", async () => {
    const email = `${randomUUID()}@example.com`;
    const visitor = openApplication(world, { providers: ["link"], adapter: true, own: jwt }).browser();
    await visitor.askForLink(email);
    expect((await visitor.openLink(email)).location).toBe("/welcome");
    expect(await visitor.session()).toMatchObject({ user: { email } });
  });
});
