import { z } from "zod";
import type { Store } from "@/lib/two-factor/flows/ports";
import { query, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { sql } from "@/lib/two-factor/store/sql/sql";

const supersededRow = z.object({
  id: z.string(),
  factor: z.string(),
  reference: z.string(),
  bindingDigest: z.string(),
  expected: z.json(),
});

export function findSupersededCodes(
  config: StoreConfig,
  { accountId, purpose, browserHash }: Parameters<Store["findSupersededCodes"]>[0],
): ReturnType<Store["findSupersededCodes"]> {
  return query(
    config,
    supersededRow,
    sql`
      SELECT c.id, c.factor, c.reference, c.binding_digest AS "bindingDigest", c.expected
      FROM two_factor_challenge AS c
      WHERE c.account_id = ${accountId} AND c.purpose = ${purpose} AND c.browser_hash = ${browserHash}
        AND c.state = 'superseded' AND c.reference IS NOT NULL AND c.ended_at > now() - interval '24 hours'
      ORDER BY c.issued_at DESC LIMIT 5`,
  );
}
