import { render } from "@react-email/render";
import type { Channel } from "@/lib/two-factor/core/words";
import type { CodeMessage } from "@/lib/two-factor/ports";
import { messageTexts } from "./catalogue";
import { CodeEmail } from "./code-email";
import { codeSms } from "./code-sms";
import { type CodeWords, codeWords } from "./code-words";
import type { Site } from "./site";

export type RenderedEmail = { subject: string; text: string; html: string };
/** A message as the person will see it. An SMS has neither subject nor HTML. */
export type RenderedMessage = RenderedEmail | { subject: null; text: string; html: null };

/**
 * Writes the message of a code in its language. The text holds one run of six digits, the code, and a line
 * "Reference: ABC"; subject and preview hold neither the code nor anything a stranger typed.
 */
export async function renderCodeMessage(channel: Channel, message: CodeMessage, site: Site): Promise<RenderedMessage> {
  if (channel === "email") return renderCodeEmail(message, site);
  return { subject: null, text: codeSms(message, site, messageTexts(message.locale)), html: null };
}

/** The e-mail of {@link renderCodeMessage}. */
export async function renderCodeEmail(message: CodeMessage, site: Site): Promise<RenderedEmail> {
  const words = codeWords(message, site, messageTexts(message.locale));
  return { subject: words.subject, text: plainText(words), html: await page(words) };
}

// React Email opens with XHTML's document type, the one address in the whole page.
async function page(words: CodeWords): Promise<string> {
  return (await render(CodeEmail({ words }))).replace(/^<!DOCTYPE[^>]*>/, "<!doctype html>");
}

// The code comes after more words than a locked phone shows of a message.
function plainText({ heading, instruction, shown, lifetime, code, reference, facts, notes }: CodeWords): string {
  const paragraphs = [
    heading,
    instruction,
    ...(shown.length > 0 ? [shown.map(asLine).join("\n")] : []),
    lifetime,
    code,
    [reference, ...facts.map(asLine)].join("\n"),
    ...notes,
  ];
  return `${paragraphs.join("\n\n")}\n`;
}

function asLine({ label, value }: { label: string; value: string }): string {
  return `${label}: ${value}`;
}
