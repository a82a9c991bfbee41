import { readPending } from "@/lib/host/new-address/pending-address";
import { db, query } from "@/lib/host/server/db";
import { currentSessionId, twoFactor } from "@/lib/host/two-factor";
import { type Channel, hashToken } from "@/lib/two-factor/index";

/** A person's data as /account shows it. Call it behind `requireSession` only. */
export async function readPerson(accountId: string) {
  return query(() =>
    db.user.findUniqueOrThrow({
      where: { id: accountId },
      select: { name: true, email: true, phone: true, locale: true, createdAt: true },
    }),
  );
}

/** What the password step needs to know of an account. */
export function findCredentials(email: string) {
  return query(() =>
    db.user.findUnique({
      where: { email },
      select: { id: true, passwordHash: true, disabledAt: true, locale: true },
    }),
  );
}

/** Pages follow it from the next sign-in on, messages at once. */
export async function saveLanguage(accountId: string, locale: string): Promise<void> {
  await query(() =>
    db.$transaction(async (tx) => {
      await tx.user.update({ where: { id: accountId }, data: { locale } });
      await twoFactor().within(tx).chooseLanguage({ accountId, locale });
    }),
  );
}

/** A new address of this channel that this session may confirm, or null. Call it behind `requireSession` only. */
export async function readPendingAddress(accountId: string, channel: Channel): Promise<string | null> {
  const sessionIdHash = hashToken((await currentSessionId()) ?? "");
  return query(() => readPending(db, { accountId, channel, sessionIdHash }));
}
