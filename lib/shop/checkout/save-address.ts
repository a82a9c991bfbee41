import { randomUUID } from "node:crypto";
import type { Address } from "@/lib/host/delivery-address/address";
import { db, query } from "@/lib/host/server/db";
import { accountKey } from "@/lib/shop/cart/owner";
import type { Session } from "@/lib/two-factor/next/index";

/**
 * Where the account's next order goes instead of to its own address; null takes that back. Each order is approved with the
 * address in sight, so this alone sends nothing anywhere.
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
