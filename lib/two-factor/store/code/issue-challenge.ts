import type { Issued } from "@/lib/two-factor/core/code/records";
import type { ApprovalStore } from "@/lib/two-factor/flows/approval/ports";
import type { Store } from "@/lib/two-factor/flows/ports";
import { call, contextOf, json, limitsOf } from "@/lib/two-factor/store/sql/call";
import type { StoreConfig } from "@/lib/two-factor/store/sql/database";
import { issuedRow } from "@/lib/two-factor/store/sql/rows";
import { sql } from "@/lib/two-factor/store/sql/sql";

export function issueChallenge(
  config: StoreConfig,
  { challenge, context }: Parameters<Store["issueChallenge"]>[0],
): Promise<Issued> {
  return call(
    config,
    issuedRow,
    sql`two_factor_issue_challenge(${json(challenge)}, ${contextOf(context)}, ${limitsOf(config)})`,
  );
}

/** For a pending sign-in that is still open, whose codes go this way from now on. */
export function switchChannel(
  config: StoreConfig,
  { pendingSignInId, challenge, context }: Parameters<Store["switchChannel"]>[0],
): Promise<Issued> {
  return call(
    config,
    issuedRow,
    sql`two_factor_switch_channel(${pendingSignInId}, ${json(challenge)}, ${contextOf(context)}, ${limitsOf(config)})`,
  );
}

/** For an approval that is still open, whose newest code it becomes. */
export function issueApprovalCode(
  config: StoreConfig,
  { approvalId, challenge, context }: Parameters<ApprovalStore["issueApprovalCode"]>[0],
): Promise<Issued> {
  return call(
    config,
    issuedRow,
    sql`two_factor_issue_approval_code(${approvalId}, ${json(challenge)}, ${contextOf(context)}, ${limitsOf(config)})`,
  );
}
