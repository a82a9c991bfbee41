import type { CodeMessage } from "@/lib/two-factor/ports";
import type { MessageTexts } from "./catalogue";
import { browserWords, referenceLine, shownLines } from "./code-words";
import { describeSite, type Site } from "./site";

/**
 * An SMS with a code. The code stands in the last line alone, in the origin-bound form of WICG sms-one-time-codes,
 * so that a phone offers it on this site and on no other.
 */
export function codeSms(message: CodeMessage, site: Site, texts: MessageTexts): string {
  const { t } = texts;
  const { purpose, minutes } = message;
  const { name, boundHost } = describeSite(site);
  const browser = browserWords(message.origin.userAgent, texts);
  const sentences = [
    t(`sms.purpose.${purpose}`, { site: name, browser }),
    t("sms.care", { minutes }),
    t(`sms.notYou.${purpose}`),
  ];
  const shown = shownLines(message).map(({ label, value }) => `${label}: ${value}`);
  return [...shown, sentences.join(" "), referenceLine(message), `@${boundHost} #${message.code}`].join("\n");
}
