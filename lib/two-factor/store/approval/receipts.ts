import type { Receipt } from "@/lib/two-factor/core/approval/records";
import type { ApprovalStore } from "@/lib/two-factor/flows/approval/ports";
import { query, queryOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { receiptRow } from "@/lib/two-factor/store/sql/rows";
import { sql } from "@/lib/two-factor/store/sql/sql";

export function readReceipt(
  config: StoreConfig,
  { accountId, approvalId }: Parameters<ApprovalStore["readReceipt"]>[0],
): Promise<Receipt | null> {
  return queryOne(
    config,
    receiptRow,
    sql`
      SELECT ${receiptColumns} FROM two_factor_approval AS p
      WHERE p.id = ${approvalId} AND p.account_id = ${accountId} AND p.state = 'executed'`,
  );
}

export function listReceipts(
  config: StoreConfig,
  { accountId, limit }: Parameters<ApprovalStore["listReceipts"]>[0],
): Promise<Receipt[]> {
  return query(
    config,
    receiptRow,
    sql`
      SELECT ${receiptColumns} FROM two_factor_approval AS p
      WHERE p.account_id = ${accountId} AND p.state = 'executed'
      ORDER BY p.ended_at DESC LIMIT ${limit}::int`,
  );
}

const receiptColumns = sql`
  p.id AS "approvalId", p.action, p.lines, p.reasons, p.locale, p.ended_at AS "executedAt", p.factor, p.destination,
  p.reference`;
