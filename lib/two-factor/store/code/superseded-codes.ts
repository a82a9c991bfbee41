import { z } from "zod";
import { channels } from "@/lib/two-factor/core/words";
import type { Store } from "@/lib/two-factor/flows/ports";
import { query, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { macRow } from "@/lib/two-factor/store/sql/rows";
import { sql } from "@/lib/two-factor/store/sql/sql";

const supersededRow = macRow.extend({
  challengeId: z.string(),
  reference: z.string(),
  channel: z.enum(channels),
  bindingDigest: z.string(),
});

export function findSupersededCodes(
  config: StoreConfig,
  { accountId, purpose, browserHash }: Parameters<Store["findSupersededCodes"]>[0],
): ReturnType<Store["findSupersededCodes"]> {
  return query(
    config,
    supersededRow,
    sql`
      SELECT c.id AS "challengeId", c.reference, c.channel, c.binding_digest AS "bindingDigest",
        c.mac, c.key_id AS "keyId", c.mac_version AS "macVersion"
      FROM two_factor_challenge AS c
      WHERE c.account_id = ${accountId} AND c.purpose = ${purpose} AND c.browser_hash = ${browserHash}
        AND c.state = 'superseded' AND c.ended_at > now() - interval '24 hours'
      ORDER BY c.issued_at DESC LIMIT 5`,
  );
}
