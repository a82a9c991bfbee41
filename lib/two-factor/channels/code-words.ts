import type { CodeMessage } from "@/lib/two-factor/ports";
import type { MessageTexts } from "./catalogue";
import { onOneLine } from "./on-one-line";
import { recogniseAddress, recogniseBrowser } from "./request-origin";
import { describeSite, type Site } from "./site";

/** What an e-mail with a code says, before it becomes HTML and text. Every string is one line. */
export type CodeWords = {
  language: string;
  subject: string;
  preview: string;
  heading: string;
  instruction: string;
  /** What is being approved, line by line as its page shows it; empty for every other purpose. */
  shown: { label: string; value: string }[];
  lifetime: string;
  code: string;
  /** "Reference: ABC" in every language: programs look for this line, and the page shows the same three letters. */
  reference: string;
  facts: { label: string; value: string }[];
  notes: string[];
};

export function codeWords(message: CodeMessage, site: Site, { language, t }: MessageTexts): CodeWords {
  const { name, host } = describeSite(site);
  const { purpose, minutes } = message;
  const reference = onOneLine(message.reference);
  return {
    language,
    subject: t(`mail.subject.${purpose}`, { reference }),
    preview: t("mail.preview", { minutes }),
    heading: t(`mail.heading.${purpose}`, { site: name }),
    instruction: t(`mail.instruction.${purpose}`),
    shown: shownLines(message),
    lifetime: t("mail.lifetime", { minutes }),
    code: message.code,
    reference: referenceLine(message),
    facts: originFacts(message.origin, { language, t }),
    notes: [t("mail.neverShare", { site: name }), t(`mail.notYou.${purpose}`, { host })],
  };
}

/** The sealed lines; what a person typed into them can be neither a line of its own nor taken for the code. */
export function shownLines({ approval }: CodeMessage): { label: string; value: string }[] {
  return (approval?.lines ?? []).map(({ label, value }) => ({ label: onOneLine(label), value: onOneLine(value) }));
}

export function referenceLine({ reference }: CodeMessage): string {
  return `Reference: ${onOneLine(reference)}`;
}

/** "Chrome on Linux", or as much of it as is known. */
export function browserWords(userAgent: string, { t }: MessageTexts): string {
  const { browser, system } = recogniseBrowser(userAgent);
  const known = browser ?? t("mail.unknownBrowser");
  return system === null ? known : t("mail.browserOn", { browser: known, system });
}

function originFacts({ ip, userAgent, at }: CodeMessage["origin"], texts: MessageTexts): CodeWords["facts"] {
  const { t, language } = texts;
  return [
    { label: t("mail.browser"), value: browserWords(userAgent, texts) },
    { label: t("mail.address"), value: recogniseAddress(ip) ?? t("mail.unknownAddress") },
    { label: t("mail.time"), value: universalTime(at, language) },
  ];
}

// The person's time zone is not known; universal time with its name beats a guess.
function universalTime(at: Date, language: string): string {
  return new Intl.DateTimeFormat(language, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: "UTC",
    timeZoneName: "short",
  }).format(at);
}
