import { randomBytes } from "node:crypto";
import { NextRequest } from "next/server";
import type { NextAuthResult } from "next-auth";
import type { CodeMessage } from "@/lib/two-factor/flows/message/ports";
import type { BrowserPort } from "@/lib/two-factor/flows/sign-in/ports";
import type { TwoFactor } from "@/lib/two-factor/index";
import { type CookieJar, createCookieJar, type From } from "@/lib/two-factor/testing/next-auth/cookie-jar";
import type { Claims } from "@/lib/two-factor/testing/next-auth/identity-provider";
import { asRequest } from "@/lib/two-factor/testing/next-auth/request-scope";

const origin = "http://localhost:3000";

export type Site = NextAuthResult & {
  mailbox: readonly CodeMessage[];
  delivery: () => Promise<unknown>;
  twoFactor: TwoFactor;
  browser: BrowserPort;
  sessionId: () => Promise<string | null>;
};
export type TestBrowser = ReturnType<typeof testBrowser>;
export type Reply = { status: number; location: string | null; text: string };

/** What the application's own `sendVerificationRequest` was given. */
export type Link = { to: string; url: string };

type Elsewhere = { links: readonly Link[]; identityProvider: { as: (claims: Claims) => void } };

/** A browser in front of the application: keeps its cookies, and sends those that a real one would send. */
export function testBrowser(site: Site, elsewhere: Elsewhere, jar = newJar()) {
  const { handlers, auth, mailbox, delivery, twoFactor, browser, sessionId } = site;
  async function request(method: "GET" | "POST", path: string, asked: Asked = {}): Promise<Reply> {
    const { from = "own", fields, json } = asked;
    const url = new URL(path, origin);
    const type = json ? "application/json" : "application/x-www-form-urlencoded";
    const headers = { cookie: jar.header(from, method), "content-type": type };
    const body = json ? JSON.stringify(json) : fields && String(new URLSearchParams(fields));
    const reply = await asRequest(jar, { from, method }, () =>
      handlers[method](new NextRequest(url, { method, headers, ...(body && { body }) })),
    );
    await delivery();
    jar.take(reply.headers.getSetCookie());
    const location = reply.headers.get("location");
    return { status: reply.status, location: location?.replace(origin, "") ?? null, text: await reply.text() };
  }
  const get = (path: string, from?: From) => request("GET", path, from && { from });
  const csrfToken = async (): Promise<string> => JSON.parse((await get("/api/auth/csrf")).text).csrfToken;
  const post = async (path: string, fields: Record<string, string> = {}) =>
    request("POST", path, { fields: { csrfToken: await csrfToken(), ...fields } });
  const visitor = { jar, request, get, post, ...signingIn({ get, post }, elsewhere) };
  return {
    ...visitor,
    /** The newest code that was sent to this address. */
    codeFor: (email: string) => mailbox.findLast(({ to }) => to === email)?.code ?? "no code was sent",
    answer: (code: string) => post("/api/auth/callback/second-step", { code }),
    /** What `useSession` gets. */
    session: async () => JSON.parse((await get("/api/auth/session")).text),
    /** What `update(data)` of `useSession` posts. */
    update: async (data: object) =>
      request("POST", "/api/auth/session", { json: { csrfToken: await csrfToken(), data } }),
    /** What `auth()` gives to a server component. */
    auth: () => asRequest(jar, { from: "own", method: "GET" }, () => auth()),
    isHalfway: () => jar.names().includes("countersign.pending"),
    /** What the code page knows, on the way there from one of our own pages or from another site. */
    pending: (from: From) =>
      asRequest(jar, { from, method: "GET" }, async () =>
        twoFactor.viewSignIn({ pendingToken: await browser.pendingToken(), context: await browser.context() }),
      ),
    /** Whose session the guards see. */
    account: () =>
      asRequest(jar, { from: "own", method: "GET" }, async () => {
        const id = await sessionId();
        return id ? ((await twoFactor.readSession({ sessionId: id }))?.accountId ?? null) : null;
      }),
  };
}

function newJar(): CookieJar {
  const jar = createCookieJar();
  jar.set("countersign.browser", randomBytes(32).toString("base64url"));
  return jar;
}

type Asked = { from?: From; fields?: Record<string, string>; json?: object };
type Pages = {
  get: (path: string, from?: From) => Promise<Reply>;
  post: (path: string, fields?: Record<string, string>) => Promise<Reply>;
};

/** The first step in its three kinds; each ends with the reply that NextAuth gives to it. */
function signingIn({ get, post }: Pages, { links, identityProvider }: Elsewhere) {
  const startAtProvider = async (id: string, callbackUrl: string) => {
    const { location } = await post(`/api/auth/signin/${id}`, { callbackUrl });
    return fetch(location ?? "", { redirect: "manual" });
  };
  return {
    password: (email: string, callbackUrl = "/welcome") =>
      post("/api/auth/callback/credentials", { email, password: "right", callbackUrl }),
    /** There and back: the answer comes from another site. */
    idp: async (claims: Claims, { callbackUrl = "/welcome", id = "idp" } = {}) => {
      identityProvider.as(claims);
      const there = await startAtProvider(id, callbackUrl);
      return get(there.headers.get("location") ?? "", "elsewhere");
    },
    startAtProvider,
    askForLink: (email: string, callbackUrl = "/welcome") => post("/api/auth/signin/link", { email, callbackUrl }),
    /** The newest link, clicked in a webmail. */
    openLink: (email: string) => get(links.findLast(({ to }) => to === email)?.url ?? "", "elsewhere"),
  };
}
