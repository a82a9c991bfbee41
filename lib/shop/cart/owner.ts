import { currentSession, requestContext } from "@/lib/host/two-factor";
import type { Session } from "@/lib/two-factor/next/index";

/** The owner of a cart: the session's account, or the browser if there is no session. */
export type CartOwner = { session: Session | null; browserHash: string };

export function ownerKey({ session, browserHash }: CartOwner): string {
  return session ? accountKey(session.accountId) : browserKey(browserHash);
}

export function accountKey(accountId: string): string {
  return `account:${accountId}`;
}

export function browserKey(browserHash: string): string {
  return `browser:${browserHash}`;
}

/** The owner of the cart in this request. */
export async function cartOwner(): Promise<CartOwner> {
  const [session, { browserHash }] = await Promise.all([currentSession(), requestContext()]);
  return { session, browserHash };
}
