/** Why a message did not leave, in one word for the operator. */
export type DeliveryFailure =
  | "rate-limited"
  | "provider-error"
  | "timeout"
  | "unreachable"
  | "rejected"
  | "invalid-response"
  /** The connection could not be made secure. */
  | "untrusted"
  /** The stored address is not one plain recipient; nothing was sent. */
  | "unsafe-recipient"
  | "mailbox-unwritable";
