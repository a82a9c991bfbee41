import { db, query } from "@/lib/host/server/db";
import type { Session } from "@/lib/two-factor/next/index";
import type { Prisma } from "@/prisma/client/client";
import { type Address, addressSchema } from "./address";

/** The person's delivery address, or null. */
export function readDeliveryAddress({ accountId }: Session): Promise<Address | null> {
  return query(() => findDeliveryAddress(db, accountId));
}

export async function findDeliveryAddress(
  tx: Pick<Prisma.TransactionClient, "deliveryAddress">,
  accountId: string,
): Promise<Address | null> {
  const row = await tx.deliveryAddress.findUnique({ where: { accountId } });
  return row && addressSchema.parse(row.address);
}
