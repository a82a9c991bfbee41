import { randomUUID } from "node:crypto";
import { db, query } from "@/lib/host/db";
import { accountKey } from "@/lib/shop/cart/owner";
import type { Address } from "./address";

/** Where the account's next order goes. Each order is approved with the address in sight, so this alone sends nothing anywhere. */
export async function saveAddress(accountId: string, address: Address): Promise<void> {
  const deliverTo = JSON.stringify(address);
  await query(
    () => db.$queryRaw`
      INSERT INTO cart (id, owner, deliver_to) VALUES (${randomUUID()}, ${accountKey(accountId)}, ${deliverTo}::jsonb)
      ON CONFLICT (owner) DO UPDATE
      SET deliver_to = excluded.deliver_to, version = cart.version + 1, changed_at = now()`,
  );
}
