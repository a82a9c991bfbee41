import {
  type Channel,
  channels,
  type Message,
  purposes,
  type RenderedMessage,
  renderMessage,
  type Site,
  securityChanges,
} from "@/lib/two-factor/channels/index";
import type { Line } from "@/lib/two-factor/index";

/** One sample message; `name` is its purpose, or the event of a notice. */
export type MessageSample = { name: string; channel: Channel; content: RenderedMessage };

const userAgent =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const sampleApproval = "kQvT-xWzJbRmNcYhLpDsFgAeUiOy_EwKjXtBnMqPlZr";
const reachedAt = { email: "alice@example.com", sms: "+15005550006" } satisfies Record<Channel, string>;

/** An action to approve, with the notice that follows it. */
export type SampleAction = { lines: readonly Line[]; title: string; happened: string };

/** Every message in one language, with made-up people and codes. */
export function renderSamples(
  { locale, action, ...site }: Site & { locale: string; action: SampleAction },
  at = new Date(),
): Promise<MessageSample[]> {
  const about = { deliveryId: "sample", locale, origin: { ip: "203.0.113.7", userAgent, at } };
  const samples = channels.flatMap((channel) =>
    sampleMessages({ ...about, to: reachedAt[channel] }, action).map(([name, message]) => ({ name, channel, message })),
  );
  return Promise.all(
    samples.map(async ({ name, channel, message }) => ({
      name,
      channel,
      content: await renderMessage(channel, message, site),
    })),
  );
}

type About = Pick<Message, "deliveryId" | "locale" | "origin" | "to">;

function sampleMessages(about: About, { lines, title, happened }: SampleAction): [string, Message][] {
  const code = { ...about, code: "271828", reference: "KPT", minutes: 5 };
  return [
    ...purposes.map((purpose): [string, Message] => [
      purpose,
      { ...code, purpose, ...(purpose === "approve" && { approval: { action: "sample", lines } }) },
    ]),
    ["action-done", { ...about, notice: { about: "action-done", title, happened, approvalId: sampleApproval }, lines }],
    ["new-sign-in", { ...about, notice: { about: "new-sign-in" } }],
    ...securityChanges.map((change): [string, Message] => [
      change,
      { ...about, notice: { about: "security-change", change } },
    ]),
  ];
}
