import { redirect } from "next/navigation";
import { cache } from "react";
import type { SessionRecord } from "@/lib/two-factor/core/session/records";
import { safeReturnPath } from "@/lib/two-factor/core/sign-in/return-path";
import { orUnavailable } from "@/lib/two-factor/next/guards/faults";
import type { Site } from "@/lib/two-factor/next/site";

declare const proved: unique symbol;

/**
 * A live session that a guard of this request has read from its row. Nothing else makes one, so a function that takes it
 * cannot be called without a guard before it: take it, and not an account's id, wherever a person's data is read.
 */
export type Session = SessionRecord & {
  /** Hash of the session's opaque id: what is bound to this session alone carries it. */
  readonly idHash: string;
  readonly [proved]: true;
};

/** Where a person without a session comes back to after signing in, an own path; `whenSignedOut` is awaited before. */
export type Detour = { next: string; whenSignedOut?: () => Promise<void> };

/** The live session or null. One primary-key read per request, however often it is called. */
export function currentSession(site: Site): Promise<Session | null> {
  return orUnavailable(site, () => readSession(site));
}

/** The live session; without one, the person goes to sign in and comes back. */
export async function requireSession(site: Site, detour: Detour): Promise<Session> {
  return (await currentSession(site)) ?? signInFirst(site, detour);
}

/** For what merely shows whether a person is signed in: a fault reads as signed out. */
export async function isSignedIn(site: Site): Promise<boolean> {
  return (await readSession(site).catch(() => null)) !== null;
}

/** Leads to the sign-in, and from there back. */
export async function signInFirst({ paths }: Site, { next, whenSignedOut }: Detour): Promise<never> {
  await whenSignedOut?.();
  redirect(`${paths.signIn}?next=${encodeURIComponent(safeReturnPath(next))}`);
}

/**
 * Says that a statement which is on its way brings this request's live session along. Where it brings null, and for
 * a caller that asked before this was called, the session is read by itself. A page is begun before the header around it.
 */
export function sessionComesAlong(site: Site, session: Promise<SessionRecord | null>): void {
  readAlong(site).session = session;
}

const readAlong = cache((_site: Site): { session: Promise<SessionRecord | null> | null } => ({ session: null }));

const readAlone = cache(async ({ sessionId, twoFactor }: Site): Promise<SessionRecord | null> => {
  const id = await sessionId();
  return id ? twoFactor.readSession({ sessionId: id }) : null;
});

async function readSession(site: Site): Promise<Session | null> {
  const record = (await readAlong(site).session) ?? (await readAlone(site));
  const id = record && (await site.sessionId());
  return record && id ? ({ ...record, idHash: site.hash(id) } as Session) : null;
}
