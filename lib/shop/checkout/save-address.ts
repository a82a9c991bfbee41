import { randomUUID } from "node:crypto";
import type { Address } from "@/lib/host/delivery-address/address";
import { db, query } from "@/lib/host/server/db";
import { accountKey } from "@/lib/shop/cart/owner";
import type { Session } from "@/lib/two-factor/next/index";

/**
 * Sets the address of the account's next order, in place of the account's own; null removes it. It needs no approval,
 * since the approval of each order shows the address.
 */
export async function saveAddress({ accountId }: Session, address: Address | null): Promise<void> {
  const deliverTo = address && JSON.stringify(address);
  await query(
    () => db.$queryRaw`
      INSERT INTO cart (id, owner, deliver_to) VALUES (${randomUUID()}, ${accountKey(accountId)}, ${deliverTo}::jsonb)
      ON CONFLICT (owner) DO UPDATE
      SET deliver_to = excluded.deliver_to, version = cart.version + 1, changed_at = now()`,
  );
}
