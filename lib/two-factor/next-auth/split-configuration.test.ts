// An application with auth.config.ts for proxy.ts, where a second NextAuth knows nothing of the gate.
import { randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import NextAuth, { type NextAuthConfig } from "next-auth";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openApplication, openWorld, protect, type World } from "@/lib/two-factor/testing/next-auth/application";
import type { TestBrowser } from "@/lib/two-factor/testing/next-auth/browser";

vi.mock("next/headers", () => import("@/lib/two-factor/testing/next-auth/request-scope"));

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

type Callbacks = NonNullable<NextAuthConfig["callbacks"]>;

async function signedIn(callbacks: Callbacks, { enabled = true } = {}) {
  const id = randomUUID();
  const email = `${id}@example.com`;
  const application = openApplication(world, { providers: ["password"], own: { callbacks } });
  application.hasPerson(email, { id, email, name: "Robin" });
  if (enabled) await protect(world, id, email);
  const visitor = application.browser();
  await visitor.password(email);
  if (enabled) await visitor.answer(visitor.codeFor(email));
  const { secret } = application.authConfig;
  const proxy = NextAuth({ providers: [], callbacks, trustHost: true, ...(secret && { secret }) });
  return { id, email, visitor, throughProxy: () => askProxy(proxy, visitor) };
}

/** What `export default auth((request) => …)` does in proxy.ts; its cookies go on to the browser. */
async function askProxy({ auth }: ReturnType<typeof NextAuth>, { jar }: TestBrowser) {
  const seen = vi.fn();
  const handle = auth((request) => void seen(request.auth)) as (
    request: NextRequest,
    context: unknown,
  ) => Promise<Response>;
  const headers = { cookie: jar.header("own", "GET"), host: "localhost:3000", "x-forwarded-proto": "http" };
  const reply = await handle(new NextRequest("http://localhost:3000/account", { headers }), {});
  jar.take(reply.headers.getSetCookie());
  return seen.mock.lastCall?.[0];
}

const shaping: Callbacks = {
  jwt: ({ token, user }) => (user ? { ...token, role: "buyer" } : token),
  session: ({ session, token }) => ({ ...session, user: { ...session.user, role: token.role } }),
};

describe("a second NextAuth in proxy.ts", () => {
  it("reads the session as before, and what it writes back stays one", async () => {
    const { id, email, visitor, throughProxy } = await signedIn(shaping);
    for (const _ of [1, 2])
      expect(await throughProxy()).toMatchObject({ user: { email, name: "Robin", role: "buyer" } });
    expect(await visitor.account()).toBe(id);
    expect(await visitor.session()).toMatchObject({ countersign: { acr: "urn:countersign:acr:two-step" } });
  });

  it("that drops the claims it does not know ends the session of somebody with a second step, and lowers nobody's guard", async () => {
    const dropping: Callbacks = {
      ...shaping,
      jwt: ({ token: { sub, name, email } }) => ({ sub, name, email }) as never,
    };
    const [owner, other] = [await signedIn(dropping), await signedIn(dropping, { enabled: false })];
    await Promise.all([owner.throughProxy(), other.throughProxy()]);
    expect([await owner.visitor.account(), await owner.visitor.session()]).toEqual([null, null]);
    expect(await other.visitor.account()).toBe(other.id);
  });
});
