import type { ClaimedDelivery, SealedFor } from "@/lib/two-factor/core/message/records";
import type { RequestContext } from "@/lib/two-factor/core/request";
import type { CodeMessage, NoticeMessage } from "@/lib/two-factor/flows/message/ports";
import type { Ports } from "@/lib/two-factor/flows/ports";

/** A message without what its row knows: its id, and the moment it was asked for. */
type Unaddressed<M> = M extends unknown ? Omit<M, "deliveryId" | "origin"> : never;
export type UnsentMessage = { message: Unaddressed<CodeMessage | NoticeMessage>; context: RequestContext };

/** What the delivery's row keeps of a message until it left. */
export function sealMessage({ sealer }: Pick<Ports, "sealer">, owner: SealedFor, unsent: UnsentMessage): string {
  return sealer.seal(JSON.stringify(unsent), owner);
}

/**
 * The message as it was sealed; however often it is opened, it is the same to the letter, as a provider expects of a
 * repeated call. Throws TwoFactorFault for a text that was not sealed here for this row.
 */
export function openMessage(
  { sealer }: Pick<Ports, "sealer">,
  { id: deliveryId, accountId, queuedAt, sealed }: ClaimedDelivery & { sealed: string },
): { message: CodeMessage | NoticeMessage; context: RequestContext } {
  // Authenticated: nobody else can have written it.
  const { message, context } = JSON.parse(sealer.unseal(sealed, { rowId: deliveryId, accountId })) as UnsentMessage;
  const { ip, userAgent } = context;
  return { message: { ...message, deliveryId, origin: { ip, userAgent, at: queuedAt } }, context };
}
