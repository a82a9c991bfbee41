import { db, query } from "@/lib/host/db";
import { accountKey } from "@/lib/shop/cart/owner";
import type { Address } from "./address";

/** Where the account's next order goes. Each order is approved with the address in sight, so this alone sends nothing anywhere. */
export async function saveAddress(accountId: string, address: Address): Promise<void> {
  await query(
    () => db.$queryRaw`
      UPDATE cart SET deliver_to = ${JSON.stringify(address)}::jsonb, version = version + 1, changed_at = now()
      WHERE owner = ${accountKey(accountId)}`,
  );
}
