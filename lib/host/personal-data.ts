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
  // The id comes from the page's address. PostgreSQL cannot compare a NUL byte, for example.
  if (!idForm.test(id)) return false;
  const open = await query(
    () => db.$queryRaw<unknown[]>`
      SELECT 1 FROM data_export
      WHERE id = ${id} AND account_id = ${accountId} AND session_id_hash = ${idHash} AND expires_at > now()`,
  );
  return open.length > 0;
}

/** All data this site stores about a person, the shop's included. Null if this session did not approve the download. */
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

/** The approved changes that wait to be confirmed. */
function readOpenChanges({ accountId }: Session) {
  return query(() => db.addressChange.findMany({ where: { accountId }, omit: { sessionIdHash: true } }));
}
