import { listReceipts } from "@/lib/host/approvals";
import { readDeliveryAddress } from "@/lib/host/delivery-address/read-delivery-address";
import { db, query } from "@/lib/host/server/db";
import { currentSessionId, twoFactor } from "@/lib/host/two-factor";
import { hashToken } from "@/lib/two-factor/index";

/** What one party stores about a person, as parts of one JSON object. */
type PersonalData = { readPersonalData: (accountId: string) => Promise<Record<string, unknown>> };

const otherParties = import.meta.glob<PersonalData>(["/lib/*/personal-data.ts", "!/lib/host/*"]);

const idForm = /^[A-Za-z0-9_-]{43}$/;

/** Whether this session approved the download a moment ago. */
export async function isExportOpen({ id, accountId }: { id: string; accountId: string }): Promise<boolean> {
  // The id comes out of an address: a NUL byte, for one, is something PostgreSQL cannot even compare.
  if (!idForm.test(id)) return false;
  const sessionIdHash = hashToken((await currentSessionId()) ?? "");
  const open = await query(
    () => db.$queryRaw<unknown[]>`
      SELECT 1 FROM data_export
      WHERE id = ${id} AND account_id = ${accountId} AND session_id_hash = ${sessionIdHash} AND expires_at > now()`,
  );
  return open.length > 0;
}

/** Everything this site stores about a person, the shop's part included. Call it behind `isExportOpen` only. */
export async function readPersonalData(accountId: string): Promise<Record<string, unknown>> {
  const [person, deliveryAddress, addressChanges, twoStep, approvals, ...others] = await Promise.all([
    query(() => db.user.findUniqueOrThrow({ where: { id: accountId }, omit: { passwordHash: true } })),
    readDeliveryAddress(accountId),
    readOpenChanges(accountId),
    twoFactor().viewTwoStep({ accountId }),
    listReceipts({ accountId, limit: 1_000 }),
    ...Object.values(otherParties).map(async (load) => (await load()).readPersonalData(accountId)),
  ]);
  return Object.assign({ person, deliveryAddress, addressChanges, twoStep, approvals }, ...others);
}

/** What was approved and waits to be confirmed. */
function readOpenChanges(accountId: string) {
  return query(() => db.addressChange.findMany({ where: { accountId }, omit: { sessionIdHash: true } }));
}
