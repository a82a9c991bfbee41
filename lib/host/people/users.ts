import { readPending } from "@/lib/host/new-address/pending-address";
import { db, query } from "@/lib/host/server/db";
import { within } from "@/lib/host/two-factor";
import type { Channel } from "@/lib/two-factor/index";
import type { Session } from "@/lib/two-factor/next/index";

/** The person's data on /account. */
export async function readPerson({ accountId }: Session) {
  return query(() =>
    db.user.findUniqueOrThrow({
      where: { id: accountId },
      select: { name: true, email: true, phone: true, locale: true, createdAt: true },
    }),
  );
}

/** Stores the language. Messages use it at once, pages from the next sign-in on. */
export async function saveLanguage({ accountId }: Session, locale: string): Promise<void> {
  await query(() =>
    db.$transaction(async (tx) => {
      await tx.user.update({ where: { id: accountId }, data: { locale } });
      await within(tx).chooseLanguage({ accountId, locale });
    }),
  );
}

/** A new address of this channel that this session may confirm, or null. */
export function readPendingAddress(session: Session, channel: Channel): Promise<string | null> {
  const { accountId, idHash: sessionIdHash } = session;
  return query(() => readPending(db, { accountId, channel, sessionIdHash }));
}
