import { createSecretKey, randomBytes } from "node:crypto";
import { defaultMaxBodyBytes, defaultPaths } from "@/lib/two-factor/config";
import { createDraftSealer } from "@/lib/two-factor/crypto/seal-draft";
import { hashToken, random } from "@/lib/two-factor/crypto/tokens";
import { createBrowser } from "@/lib/two-factor/next/guards/browser";
import { csrfToken } from "@/lib/two-factor/next/guards/form-token";
import type { Site } from "@/lib/two-factor/next/site";

export const origin = "https://shop.example";

type Given = Partial<Omit<Site, "twoFactor">> & { twoFactor?: Partial<Site["twoFactor"]> };

/**
 * One application that answers one request of one browser, which comes from the application's own pages. `sessionId` is
 * the opaque id in its session cookie. What a test needs of the flows it gives as `twoFactor`.
 */
export function openTestSite({ twoFactor = {}, ...given }: Given = {}, sessionId: string | null = null) {
  const cookies = new Map([["__Host-countersign.browser", random.token()]]);
  const headers = new Headers({ origin });
  const events: string[] = [];
  const note = (event: string) => void events.push(event);
  const request: Site["request"] = {
    headers: async () => headers,
    cookies: async () => ({
      get: (name) => asCookie(cookies.get(name)),
      set: (name, value, { maxAge }) => (maxAge > 0 ? cookies.set(name, value) : cookies.delete(name)),
    }),
  };
  const signedIn = { id: sessionId };
  const site: Site = {
    twoFactor: twoFactor as Site["twoFactor"],
    approvals: () => Promise.reject(new Error("This test has no approvals")),
    request,
    browser: createBrowser({
      request,
      secureCookies: true,
      trustedProxyHops: 0,
      hash: hashToken,
      locale: async () => "en",
    }),
    sessionId: async () => signedIn.id,
    hash: hashToken,
    drafts: createDraftSealer([{ id: "test", key: createSecretKey(randomBytes(32)) }]),
    texts: { refusal: async ({ code }) => `Refused: ${code}.`, approvalNeeded: async () => "Approve it first." },
    log: { info: note, warn: note, error: note },
    ...{ origin, secret: "s".repeat(32), secureCookies: true, development: false },
    ...{ paths: defaultPaths, maxBodyBytes: defaultMaxBodyBytes, reports: {} },
    ...given,
  };
  return { site, events, cookies, headers, signedIn, token: () => csrfToken(site) };
}

function asCookie(value: string | undefined) {
  return value === undefined ? undefined : { value };
}

/** Where `work` leads by a redirect; undefined where it leads nowhere. */
export async function destinationOf(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    const { digest } = error as { digest?: string };
    if (!digest?.startsWith("NEXT_REDIRECT")) throw error;
    return digest.split(";")[2];
  }
}
