import { z } from "zod";
import type { Proposed } from "@/lib/two-factor/core/approval/records";
import type { ApprovalStore } from "@/lib/two-factor/flows/approval/ports";
import { call, contextOf, json, limitsOf } from "@/lib/two-factor/store/sql/call";
import type { StoreConfig } from "@/lib/two-factor/store/sql/database";
import { challengeRow } from "@/lib/two-factor/store/sql/rows";
import { sql } from "@/lib/two-factor/store/sql/sql";

const proposedRow = z.union([
  z.object({ approvalId: z.string(), isSame: z.boolean(), challenge: challengeRow.nullable() }),
  z.object({ approvalId: z.null(), retryAfterSeconds: z.int().positive() }),
]);

export function propose(
  config: StoreConfig,
  { approval, challenge, context }: Parameters<ApprovalStore["propose"]>[0],
): Promise<Proposed> {
  return call(
    config,
    proposedRow,
    sql`two_factor_propose(${json(approval)}, ${json(challenge)}, ${contextOf(context)}, ${limitsOf(config)})`,
  );
}
