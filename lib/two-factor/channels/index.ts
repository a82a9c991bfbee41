/**
 * Door for an application that writes a channel of its own: what a message says, and what a recipient may be. The
 * providers that come with the add-on have doors of their own, so that an application loads only the SDKs that it uses.
 */

export { isOneRecipient } from "@/lib/two-factor/channels/address/recipient";
export { type DeliveryFailure, deliveryFailures } from "@/lib/two-factor/channels/delivery-failure";
export { createFailover, type FailoverConfig } from "@/lib/two-factor/channels/failover/failover";
export {
  type Message,
  type RenderedEmail,
  type RenderedMessage,
  renderEmail,
  renderMessage,
} from "@/lib/two-factor/channels/words/message";
export type { Site } from "@/lib/two-factor/channels/words/site";
export { type Channel, channels, purposes, securityChanges } from "@/lib/two-factor/core/words";
export type { ChannelPort, MessageChannel, SendResult } from "@/lib/two-factor/flows/message/ports";
