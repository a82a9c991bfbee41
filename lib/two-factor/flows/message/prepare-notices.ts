import type { Protection } from "@/lib/two-factor/core/account/protection";
import { type Destination, destinationsOf, type NoticeContent } from "@/lib/two-factor/core/message/notice";
import type { NewNotice } from "@/lib/two-factor/core/message/records";
import type { RequestContext } from "@/lib/two-factor/core/request";
import { channels } from "@/lib/two-factor/core/words";
import { destinationsIn } from "@/lib/two-factor/flows/factor/ways";
import type { MessageLine } from "@/lib/two-factor/flows/message/ports";
import { sealMessage } from "@/lib/two-factor/flows/message/sealed-message";
import type { Ports } from "@/lib/two-factor/flows/ports";

export type Notification = {
  told: NoticeContent;
  lines?: readonly MessageLine[] | undefined;
  /** Addresses besides those of the account. */
  also?: readonly Destination[] | undefined;
};

export type NotifiedPerson = {
  protection: Pick<Protection, "accountId" | "authenticators" | "locale">;
  context: RequestContext;
  /** The language of the lines, where there are any; else that of the person. */
  locale?: string;
};

/**
 * Messages that tell a person of something, one for each address, each sealed for its row. They are handed to the
 * statement that makes it true, and to nothing else: it writes them, or nothing happened.
 */
export function prepareNotices(
  ports: Ports,
  notifications: readonly Notification[],
  person: NotifiedPerson,
): NewNotice[] {
  const { protection, context, locale = protection.locale ?? context.locale } = person;
  const { accountId, authenticators } = protection;
  const registered = destinationsIn(ports, authenticators);
  const reachable = channels.filter((name) => ports.channels[name]);
  return notifications.flatMap(({ told, lines, also = [] }) =>
    destinationsOf(told, [...registered, ...also], reachable).map(({ channel, address: to }) => {
      const deliveryId = ports.random.id();
      const message = { notice: told, to, locale, ...(lines && { lines }) };
      return {
        deliveryId,
        channel,
        sealed: sealMessage(ports, { rowId: deliveryId, accountId }, { message, context }),
      };
    }),
  );
}
