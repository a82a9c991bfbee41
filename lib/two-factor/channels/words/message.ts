import { render } from "@react-email/render";
import type { Channel } from "@/lib/two-factor/core/words";
import type { CodeMessage, NoticeMessage } from "@/lib/two-factor/flows/message/ports";
import { messageTexts } from "./catalogue";
import { codeSms } from "./code-sms";
import { codeWords } from "./code-words";
import { Mail } from "./mail";
import type { MailWords } from "./mail-words";
import { noticeSms } from "./notice-sms";
import { noticeWords } from "./notice-words";
import type { Site } from "./site";

export type Message = CodeMessage | NoticeMessage;

export type RenderedEmail = { subject: string; text: string; html: string };
/** A message as the person will see it. An SMS has neither subject nor HTML. */
export type RenderedMessage = RenderedEmail | { subject: null; text: string; html: null };

/**
 * Writes a message in its language. With a code, the text holds one run of six digits, the code, and a line
 * "Reference: ABC"; a notice holds none of either, and that of
 * an action the address of its receipt. Subject and preview hold neither the code nor anything a stranger typed.
 */
export async function renderMessage(channel: Channel, message: Message, site: Site): Promise<RenderedMessage> {
  if (channel === "email") return renderEmail(message, site);
  const texts = messageTexts(message.locale);
  const text = "code" in message ? codeSms(message, site, texts) : noticeSms(message, site, texts);
  return { subject: null, text, html: null };
}

/** The e-mail of {@link renderMessage}. */
export async function renderEmail(message: Message, site: Site): Promise<RenderedEmail> {
  const texts = messageTexts(message.locale);
  const words = "code" in message ? codeWords(message, site, texts) : noticeWords(message, site, texts);
  return { subject: words.subject, text: plainText(words), html: await page(words) };
}

// React Email opens with XHTML's document type, the one address in the whole page.
async function page(words: MailWords): Promise<string> {
  return (await render(Mail({ words }))).replace(/^<!DOCTYPE[^>]*>/, "<!doctype html>");
}

// The code comes after more words than a locked phone shows of a message. The dash keeps foreign text from beginning a
// line, where programs and people look for the reference.
function plainText({ heading, instruction, lines, code, link, facts, notes }: MailWords): string {
  const paragraphs = [
    heading,
    instruction,
    lines.map(({ label, value }) => `- ${label}: ${value}`).join("\n"),
    link && `${link.label}: ${link.address}`,
    code?.lifetime,
    code?.digits,
    [code?.reference, ...facts.map(({ label, value }) => `${label}: ${value}`)].filter(Boolean).join("\n"),
    ...notes,
  ];
  return `${paragraphs.filter(Boolean).join("\n\n")}\n`;
}
