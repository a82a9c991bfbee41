import { accountKey } from "@/lib/shop/cart/owner";
import type { Database } from "@/lib/shop/database";

/** The owner of the orders of deleted accounts. */
export const deletedPerson = "deleted";

/** Called in the transaction that deletes an account. Orders stay for the books, without person and address. */
export async function forgetPerson(tx: Database, accountId: string): Promise<void> {
  await tx.$queryRaw`
    WITH emptied AS (DELETE FROM cart WHERE owner = ${accountKey(accountId)})
    UPDATE shop_order SET account_id = ${deletedPerson}, deliver_to = '{}' WHERE account_id = ${accountId}`;
}
