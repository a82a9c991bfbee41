import type { Prisma, User } from "@/prisma/client/client";

/** The person's row. `locking` keeps other transactions from changing it until this one ends. */
export async function readUser(tx: Prisma.TransactionClient, accountId: string, locking: boolean): Promise<User> {
  if (locking) await tx.$queryRaw`SELECT 1 FROM users WHERE id = ${accountId} FOR UPDATE`;
  return tx.user.findUniqueOrThrow({ where: { id: accountId } });
}
