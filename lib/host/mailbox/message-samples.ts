import { type MessageSample, renderSamples, type SampleAction } from "@/lib/host/mailbox/samples";
import { env } from "@/lib/host/server/env";
import { siteName } from "@/lib/host/server/site";

type Samples = { messages: MessageSample[]; canShowHtml: boolean };

/**
 * Every message with made-up contents; null outside development and demo. The HTML holds inline styles, which the
 * content security policy forbids outside development.
 */
export async function listMessageSamples(locale: string, action: SampleAction) {
  const { NODE_ENV, COUNTERSIGN_DEMO, origin } = env();
  const canShowHtml = NODE_ENV === "development";
  if (!canShowHtml && !COUNTERSIGN_DEMO) return null;
  const messages = await renderSamples({ origin, siteName, locale, action });
  return { messages, canShowHtml } satisfies Samples;
}
