import { createHmac } from "node:crypto";
import type { JWT } from "next-auth/jwt";
import type { SessionRecord } from "@/lib/two-factor/core/session/records";
import type { ReaderConfig, SessionSettings } from "@/lib/two-factor/next-auth/gate-config";
import { maxAgeOfRow } from "@/lib/two-factor/next-auth/session-settings";

type Named = { accountId: string; sessionId: string };

/**
 * The live row of a session. One from before the adoption has none: it gets one, where its person has no second step and
 * nothing has ended the account's sessions since. A row that has ended is never made again.
 */
export async function liveOrAdopted(
  own: SessionSettings,
  read: ReaderConfig,
  named: Named,
): Promise<SessionRecord | null> {
  const { twoFactor, browser, earlierSessions } = read;
  const live = await twoFactor.readSession(named);
  if (live || earlierSessions === "end") return live;
  const maxAgeSeconds = maxAgeOfRow(own, read);
  const adopted = await twoFactor.adoptSession({ ...named, maxAgeSeconds, context: await browser.context() });
  return adopted ? twoFactor.readSession(named) : null;
}

/** The session of a token without our claim, which is from before the adoption; null where it does not go on. */
export async function adoptedToken(
  own: SessionSettings,
  read: ReaderConfig,
  token: JWT,
): Promise<{ sessionId: string; live: SessionRecord } | null> {
  const accountId = await accountOfToken(own, read, token);
  if (!accountId || read.earlierSessions === "end") return null;
  const sessionId = earlierId(own, read, accountId, (await read.browser.context()).browserHash);
  const live = await liveOrAdopted(own, read, { accountId, sessionId });
  return live && { sessionId, live };
}

// Without an adapter NextAuth's `sub` of an OAuth sign-in is made up: only the application knows whose token it is.
async function accountOfToken(own: SessionSettings, read: ReaderConfig, token: JWT): Promise<string | null> {
  if (read.accountOfToken) return read.accountOfToken(token);
  return own.adapter || !read.accountOf ? (token.sub ?? null) : null;
}

/**
 * The same at each request of this browser, since a server component can write no claim into the cookie. It opens nothing by
 * itself: it is asked for behind NextAuth's own token only.
 */
function earlierId(own: SessionSettings, read: ReaderConfig, accountId: string, browserHash: string): string {
  const [secret = ""] = [own.secret ?? read.secret].flat();
  return createHmac("sha256", secret)
    .update(JSON.stringify(["countersign earlier session v1", accountId, browserHash]))
    .digest("base64url");
}
