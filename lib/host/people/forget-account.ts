import { db, query } from "@/lib/host/server/db";
import { within } from "@/lib/host/two-factor";
import type { Prisma } from "@/prisma/client/client";

type Tx = Prisma.TransactionClient;

// What the other parties store about a person goes with the account. Found, not named, so that the shop can go.
const parties = import.meta.glob<{ forgetPerson: (tx: Tx, accountId: string) => Promise<void> }>(
  "/lib/*/forget-person.ts",
);

/** Everything the application stores about a person. The add-on's part is left, since an approval needs it to its end. */
export async function forgetPerson(tx: Tx, accountId: string): Promise<void> {
  for (const load of Object.values(parties)) await (await load()).forgetPerson(tx, accountId);
  await tx.dataExport.deleteMany({ where: { accountId } });
  await tx.addressChange.deleteMany({ where: { accountId } });
  await tx.deliveryAddress.deleteMany({ where: { accountId } });
  await tx.user.deleteMany({ where: { id: accountId } });
}

/**
 * Everything there is about a deleted account but the trail, which holds no address. May be called any number of times:
 * false while a sealed message that tells of the deletion is still to be sent.
 */
export async function forgetAccount(accountId: string): Promise<boolean> {
  return query(() =>
    db.$transaction(async (tx) => {
      await forgetPerson(tx, accountId);
      return within(tx).forget(accountId);
    }),
  );
}

/**
 * Clears away, for an hour or until the last message left, what deleted accounts left behind: when the process ended right
 * after the deletion, or a request was under way and wrote after it. An account that is there again is left alone.
 * Returns how many were looked after.
 */
export async function forgetDeletedAccounts(): Promise<number> {
  const deleted = await query(
    () => db.$queryRaw<{ id: string }[]>`
      SELECT account_id AS id FROM deleted_account
      WHERE NOT EXISTS (SELECT FROM users WHERE users.id = account_id) ORDER BY deleted_at LIMIT 100`,
  );
  const gone: string[] = [];
  for (const { id } of deleted) if (await forgetAccount(id)) gone.push(id);
  await query(
    () => db.$executeRaw`
      DELETE FROM deleted_account AS mark USING unnest(${gone}::text[]) AS seen (id)
      WHERE mark.account_id = seen.id AND mark.deleted_at < now() - interval '1 hour'`,
  );
  return deleted.length;
}
