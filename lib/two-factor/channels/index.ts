export { type RenderedMessage, renderCodeMessage } from "./code-message";
export type { DeliveryFailure } from "./delivery-failure";
export { alsoToInbox, createInbox, type Inbox, type InboxMessage } from "./inbox";
export { createResendChannel, type ResendConfig } from "./resend";
export type { Site } from "./site";
