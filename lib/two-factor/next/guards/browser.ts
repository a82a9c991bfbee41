import type { RequestContext } from "@/lib/two-factor/core/request";
import type { HashPort } from "@/lib/two-factor/flows/ports";
import type { BrowserPort } from "@/lib/two-factor/flows/sign-in/ports";
import { clientAddress } from "@/lib/two-factor/next/guards/client-address";
import { cookieName, cookieOptions, isBrowserToken } from "@/lib/two-factor/next/guards/cookies";
import type { RequestPort, Site } from "@/lib/two-factor/next/site";

export type BrowserConfig = {
  request: RequestPort;
  secureCookies: boolean;
  trustedProxyHops: number;
  hash: HashPort;
  /** The page's language, BCP 47. */
  locale: () => Promise<string>;
};

/** What a request says about the browser it came from, and the pending sign-in's cookie. */
export function createBrowser(config: BrowserConfig): BrowserPort {
  const pending = cookieName("pending", config.secureCookies);
  // Not strict: the first step may have ended on a page of another site, an identity provider's or a webmail. The cookie
  // opens nothing but the code page, and what that page posts needs the token of its form and this very origin.
  const options = cookieOptions(config.secureCookies);
  return {
    context: () => requestContext(config),
    pendingToken: async () => (await config.request.cookies()).get(pending)?.value ?? null,
    keepPendingToken: async (token, lifetimeMinutes) => {
      (await config.request.cookies()).set(pending, token, { ...options, maxAge: lifetimeMinutes * 60 });
    },
    dropPendingToken: async () => {
      (await config.request.cookies()).set(pending, "", { ...options, maxAge: 0 });
    },
  };
}

export async function browserToken({
  request,
  secureCookies,
}: Pick<Site, "request" | "secureCookies">): Promise<string> {
  const token = (await request.cookies()).get(cookieName("browser", secureCookies))?.value;
  // proxy.ts gives every request one; without it nothing can be bound to this browser.
  if (!isBrowserToken(token)) throw new Error("The browser cookie is missing: is proxy.ts in place?");
  return token;
}

async function requestContext(config: BrowserConfig): Promise<RequestContext> {
  const head = await config.request.headers();
  return {
    requestId: head.get("x-request-id") ?? "none",
    ip: clientAddress(head, config.trustedProxyHops),
    userAgent: (head.get("user-agent") ?? "").slice(0, 256),
    browserHash: config.hash(await browserToken(config)),
    locale: await config.locale(),
  };
}
