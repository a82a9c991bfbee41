import type { Adapter, AdapterSession, AdapterUser } from "next-auth/adapters";
import type { SessionRecord } from "@/lib/two-factor/core/session/records";
import { liveOrAdopted } from "@/lib/two-factor/next-auth/earlier-sessions";
import type { ReaderConfig, SessionSettings } from "@/lib/two-factor/next-auth/gate-config";

export type StoredSession = { session: AdapterSession; user: AdapterUser; live: SessionRecord };

/** The session of this token where both the application's row and ours are good; ours goes under the hash of the token. */
export async function storedSession(
  own: SessionSettings,
  read: ReaderConfig,
  sessionToken: string,
): Promise<StoredSession | null> {
  const found = await own.adapter?.getSessionAndUser?.(sessionToken);
  if (!found || found.session.expires.valueOf() < Date.now()) return null;
  const accountId = found.user.id;
  const live = await liveOrAdopted(own, read, { accountId, sessionId: sessionToken });
  return live?.accountId === accountId ? { ...found, live } : null;
}

/** Deletes the application's row. Some adapters throw for one that is gone already. */
export async function deleteStored(adapter: Adapter, sessionToken: string): Promise<void> {
  if (await adapter.getSessionAndUser?.(sessionToken)) await adapter.deleteSession?.(sessionToken);
}
