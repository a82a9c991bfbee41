import { accountKey } from "@/lib/shop/cart/owner";
import type { Database } from "@/lib/shop/database";

/** Whose orders those of deleted accounts are. */
export const deletedPerson = "deleted";

/** Called when an account is deleted, in the same transaction. Orders stay for the books, and say of nobody where they went. */
export async function forgetPerson(tx: Database, accountId: string): Promise<void> {
  await tx.$queryRaw`
    WITH emptied AS (DELETE FROM cart WHERE owner = ${accountKey(accountId)})
    UPDATE shop_order SET account_id = ${deletedPerson}, deliver_to = '{}' WHERE account_id = ${accountId}`;
}
