import type { FactorName } from "@/lib/two-factor/core/factor/records";
import type { Channel, Purpose } from "@/lib/two-factor/core/words";

/** Event names follow the OWASP logging vocabulary where it has one; the rest are our own. */
export const auditEventNames = [
  "authn_password_success",
  "authn_password_fail",
  "authn_link_success",
  "authn_provider_success",
  "authn_login_success",
  "authn_login_fail",
  "authn_login_lock",
  "challenge_issue",
  "challenge_answer_success",
  "challenge_answer_fail",
  "challenge_exhaust",
  "codes_disable",
  "code_channel_change",
  "delivery_sent",
  "delivery_fail",
  "delivery_confirm",
  "delivery_bounce",
  "session_created",
  "session_revoked",
  "approval_propose",
  "approval_deny",
  "approval_execute",
  "approval_decline",
  "approval_void",
  "excess_rate_limit_exceeded",
  "sms_pause",
  "sms_resume",
  "sequence_fail",
  "authz_fail",
] as const;
export type AuditEventName = (typeof auditEventNames)[number];

/** One row of the audit trail. Never a code, a token, a password or a whole address. */
export type AuditEvent = {
  event: AuditEventName;
  outcome: "success" | "refused" | "fault";
  accountId?: string;
  challengeId?: string;
  purpose?: Purpose;
  /** Of what a challenge proves. */
  factor?: FactorName;
  /** Of the way of a message. */
  channel?: Channel;
  /** Small, flat facts: a refusal code, a limit's name. */
  detail?: Record<string, string | number | boolean>;
};
