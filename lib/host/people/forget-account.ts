import { db, query } from "@/lib/host/server/db";
import { within } from "@/lib/host/two-factor";
import type { Prisma } from "@/prisma/client/client";

type Tx = Prisma.TransactionClient;

// The rows of the other parties about a person go with the account. A glob finds the parties, so the shop is removable.
const parties = import.meta.glob<{ forgetPerson: (tx: Tx, accountId: string) => Promise<void> }>(
  "/lib/*/forget-person.ts",
);

/** Deletes all that the application stores about a person. The add-on's rows stay until the approval has ended. */
export async function forgetPerson(tx: Tx, accountId: string): Promise<void> {
  for (const load of Object.values(parties)) await (await load()).forgetPerson(tx, accountId);
  await tx.dataExport.deleteMany({ where: { accountId } });
  await tx.addressChange.deleteMany({ where: { accountId } });
  await tx.deliveryAddress.deleteMany({ where: { accountId } });
  await tx.user.deleteMany({ where: { id: accountId } });
}

/**
 * Deletes all data about a deleted account except the trail, which holds no address. It may be called any number of
 * times. False while the sealed message about the deletion still waits to be sent.
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
 * Deletes rows that deleted accounts left behind, for an hour or until the last message has left. Rows remain when the
 * process ended right after the deletion, or when a request under way wrote after it. An account that exists again is
 * left alone. Returns the number of accounts.
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
