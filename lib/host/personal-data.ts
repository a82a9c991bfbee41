import { readDeliveryAddress } from "@/lib/host/delivery-address/read-delivery-address";
import { db, query } from "@/lib/host/server/db";
import { listReceipts, viewTwoStep } from "@/lib/host/two-factor";
import type { Session } from "@/lib/two-factor/next/index";

/** What one party stores about a person, as parts of one JSON object. */
type PersonalData = { readPersonalData: (session: Session) => Promise<Record<string, unknown>> };

const otherParties = import.meta.glob<PersonalData>(["/lib/*/personal-data.ts", "!/lib/host/*"]);

const idForm = /^[A-Za-z0-9_-]{43}$/;

/** Whether this session approved the download a moment ago. */
export async function isExportOpen({ accountId, idHash }: Session, id: string): Promise<boolean> {
  // The id comes out of an address: a NUL byte, for one, is something PostgreSQL cannot even compare.
  if (!idForm.test(id)) return false;
  const open = await query(
    () => db.$queryRaw<unknown[]>`
      SELECT 1 FROM data_export
      WHERE id = ${id} AND account_id = ${accountId} AND session_id_hash = ${idHash} AND expires_at > now()`,
  );
  return open.length > 0;
}

/** Everything this site stores about a person, the shop's part included; null where this session did not approve it. */
export async function readPersonalData(session: Session, exportId: string): Promise<Record<string, unknown> | null> {
  return (await isExportOpen(session, exportId)) ? readAll(session) : null;
}

async function readAll(session: Session): Promise<Record<string, unknown>> {
  const { accountId } = session;
  const [person, deliveryAddress, addressChanges, twoStep, approvals, ...others] = await Promise.all([
    query(() => db.user.findUniqueOrThrow({ where: { id: accountId }, omit: { passwordHash: true } })),
    readDeliveryAddress(session),
    readOpenChanges(session),
    viewTwoStep(session),
    listReceipts(session, 1_000),
    ...Object.values(otherParties).map(async (load) => (await load()).readPersonalData(session)),
  ]);
  return Object.assign({ person, deliveryAddress, addressChanges, twoStep, approvals }, ...others);
}

/** What was approved and waits to be confirmed. */
function readOpenChanges({ accountId }: Session) {
  return query(() => db.addressChange.findMany({ where: { accountId }, omit: { sessionIdHash: true } }));
}
