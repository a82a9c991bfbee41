import { accountKey } from "@/lib/shop/cart/owner";
import type { Database } from "@/lib/shop/database";

/** Called when an account is deleted, in the same transaction. Orders stay for the books, and say of nobody where they went. */
export async function forgetPerson(tx: Database, accountId: string): Promise<void> {
  await tx.$queryRaw`
    WITH emptied AS (DELETE FROM cart WHERE owner = ${accountKey(accountId)})
    UPDATE shop_order SET account_id = 'deleted', deliver_to = '{}' WHERE account_id = ${accountId}`;
}
