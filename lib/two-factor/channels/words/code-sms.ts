import type { CodeMessage, MessageLine } from "@/lib/two-factor/flows/message/ports";
import type { MessageTexts } from "./catalogue";
import { referenceLine } from "./code-words";
import { browserWords, plainLines } from "./mail-words";
import { describeSite, type Site } from "./site";

/**
 * An SMS with a code. The code stands in the last line alone, in the origin-bound form of WICG sms-one-time-codes,
 * so that a phone offers it on this site and on no other.
 */
export function codeSms(message: CodeMessage, site: Site, texts: MessageTexts): string {
  const { t } = texts;
  const { purpose, minutes } = message;
  const { boundHost } = describeSite(site);
  const sentences = [purposeSentence(message, site, texts), t("sms.care", { minutes }), t(`sms.notYou.${purpose}`)];
  return [sentences.join(" "), referenceLine(message), `@${boundHost} #${message.code}`].join("\n");
}

function purposeSentence({ purpose, approval, origin }: CodeMessage, site: Site, texts: MessageTexts): string {
  const { t } = texts;
  const { name } = describeSite(site);
  const lines = shortLines(plainLines(approval?.lines));
  if (lines) return t("sms.approveLines", { site: name, lines });
  return t(`sms.purpose.${purpose}`, { site: name, browser: browserWords(origin.userAgent, texts) });
}

const mostLines = 4;
const mostLetters = 40;
const lastLetters = 15;

// The page has them all; the first ones (of a payment: how much, to whom) are what a person must not miss, and every letter costs.
function shortLines(lines: readonly MessageLine[]): string {
  const shown = lines.slice(0, mostLines).map(({ label, value }) => `${shortened(label)}: ${shortened(value)}`);
  const more = lines.length - shown.length;
  return [...shown, ...(more > 0 ? [`+${more}`] : [])].join("; ");
}

// Whoever chooses a long text chooses its beginning: of an address, the end says whose it is.
function shortened(text: string): string {
  const letters = [...text];
  if (letters.length <= mostLetters) return text;
  const first = letters.slice(0, mostLetters - lastLetters - 3).join("");
  return `${first.trimEnd()}...${letters.slice(-lastLetters).join("").trimStart()}`;
}
