/** The closed vocabularies of the add-on. Rows, messages and tests use these words and no others. */

/** Why a challenge exists. A code for one purpose is worthless for any other. */
export const purposes = ["sign-in", "approve", "enrol", "confirm-address"] as const;
export type Purpose = (typeof purposes)[number];

/** What a notice can say was changed. */
export const securityChanges = [
  "two-step-on",
  "two-step-off",
  "email-changed",
  "phone-added",
  "phone-changed",
  "phone-removed",
  "channel-changed",
  "password-changed",
  "recovery-codes-made",
  "recovery-code-used",
  "codes-disabled",
  "account-deleted",
] as const;
export type SecurityChange = (typeof securityChanges)[number];

/** The way a code travels. */
export const channels = ["email", "sms"] as const;
export type Channel = (typeof channels)[number];

/**
 * How far one message has come, in the order in which reports may move it: never back, whatever comes late or twice.
 * "failed" comes before "delivered", since a provider that did not answer in time may have taken the message; "bounced"
 * comes last, since a mailbox may take a message first and return it afterwards.
 */
export const deliveryStates = ["queued", "sent", "failed", "delivered", "bounced"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/**
 * Authentication method references of a session (RFC 8176); `email_link` and `email_code` are our own values, since the RFC
 * has none for e-mail.
 */
export const authenticationMethods = ["pwd", "email_link", "mca", "mfa", "sms", "otp", "email_code"] as const;
export type AuthenticationMethod = (typeof authenticationMethods)[number];
