import {
  type Channel,
  type DeliveryFailure,
  isOneRecipient,
  type Message,
  type MessageChannel,
  type RenderedMessage,
  renderMessage,
  type SendResult,
  type Site,
} from "@/lib/two-factor/channels/index";
import { createMessageFolder } from "./message-folder";

/** One message as it arrived. `sentAt` is ISO 8601; an SMS has neither subject nor HTML. */
export type InboxMessage = RenderedMessage & { id: string; channel: Channel; to: string; sentAt: string };

/** A mailbox for all users of this machine, for demo and tests. It holds codes in clear, like any mailbox. */
export type Inbox = {
  email: MessageChannel;
  sms: MessageChannel;
  /** Puts a message into the mailbox and returns it as it will be listed. */
  deliver(channel: Channel, to: string, content: RenderedMessage): Promise<InboxMessage>;
  /** Newest first, at most 500; with `to`, of this recipient alone. */
  list(to?: string): Promise<InboxMessage[]>;
};

const provider = "inbox";

/** A failure that only this channel has; docs/operations.md explains it. */
export const mailboxFailure = "mailbox-unwritable";

/** The demo mailbox: a folder with a file for each message, shared by every process that is given the same folder. */
export function createInbox({ directory, ...site }: Site & { directory: string }): Inbox {
  const folder = createMessageFolder<InboxMessage>({ directory, keep: 500 });

  function deliver(channel: Channel, to: string, content: RenderedMessage): Promise<InboxMessage> {
    return folder.add(to, (id, sentAt) => ({ id, channel, to, ...content, sentAt: sentAt.toISOString() }));
  }

  function channelOf(channel: Channel): MessageChannel {
    return {
      channel,
      async send(message: Message): Promise<SendResult> {
        if (!isOneRecipient(channel, message.to)) return failed("unsafe-recipient", 0);
        const content = await renderMessage(channel, message, site);
        try {
          const { id } = await deliver(channel, message.to, content);
          return { ok: true, provider, providerMessageId: id, attempts: 1 };
        } catch {
          return failed(mailboxFailure, 1);
        }
      },
    };
  }

  return { email: channelOf("email"), sms: channelOf("sms"), deliver, list: (to) => folder.list(to) };
}

/** Sends through a provider and shows the sent message in the mailbox. A refused message does not appear there. */
export function alsoToInbox(channel: MessageChannel, inbox: Inbox): MessageChannel {
  return {
    channel: channel.channel,
    repeatable: channel.repeatable,
    async send(message, limits) {
      const result = await channel.send(message, limits);
      if (result.ok) await inbox[channel.channel].send(message);
      return result;
    },
  };
}

function failed(failure: DeliveryFailure | typeof mailboxFailure, attempts: number): SendResult {
  return { ok: false, provider, failure, attempts };
}
