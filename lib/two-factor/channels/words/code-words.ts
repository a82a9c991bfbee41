import type { CodeMessage } from "@/lib/two-factor/flows/message/ports";
import type { MessageTexts } from "./catalogue";
import { type MailWords, originFacts, plainLines } from "./mail-words";
import { onOneLine } from "./on-one-line";
import { describeSite, type Site } from "./site";

/** The words of an e-mail with a code. */
export function codeWords(message: CodeMessage, site: Site, texts: MessageTexts): MailWords {
  const { language, t } = texts;
  const { name, host } = describeSite(site);
  const { purpose, minutes, code } = message;
  const reference = onOneLine(message.reference);
  return {
    language,
    subject: t(`mail.subject.${purpose}`, { reference }),
    preview: t("mail.preview", { minutes }),
    heading: t(`mail.heading.${purpose}`, { site: name }),
    instruction: t(`mail.instruction.${purpose}`),
    lines: plainLines(message.approval?.lines),
    code: { digits: code, reference: referenceLine(message), lifetime: t("mail.lifetime", { minutes }) },
    link: null,
    facts: originFacts(message.origin, texts),
    notes: [t("mail.neverShare", { site: name }), t(`mail.notYou.${purpose}`, { host })],
  };
}

export function referenceLine({ reference }: CodeMessage): string {
  return `Reference: ${onOneLine(reference)}`;
}
