import type { MessageLine, RequestOrigin } from "@/lib/two-factor/flows/message/ports";
import type { MessageTexts } from "./catalogue";
import { onOneLine } from "./on-one-line";
import { recogniseAddress, recogniseBrowser } from "./request-origin";

/** What an e-mail says, before it becomes HTML and text. Every string is one line. */
export type MailWords = {
  language: string;
  subject: string;
  preview: string;
  heading: string;
  instruction: string;
  /** What is approved, or what was changed. */
  lines: MessageLine[];
  code: {
    digits: string;
    /** "Reference: ABC" in every language: programs look for this line, and the page shows the same three letters. */
    reference: string;
    lifetime: string;
  } | null;
  /** Where more is shown. Following it does nothing. */
  link: { label: string; address: string } | null;
  /** Where the request came from. */
  facts: MessageLine[];
  notes: string[];
};

/** Lines with foreign text in them, made harmless. */
export function plainLines(lines: readonly MessageLine[] = []): MessageLine[] {
  return lines.map(({ label, value }) => ({ label: onOneLine(label), value: onOneLine(value) }));
}

/** "Chrome on Linux", or as much of it as is known. */
export function browserWords(userAgent: string, { t }: MessageTexts): string {
  const { browser, system } = recogniseBrowser(userAgent);
  const known = browser ?? t("mail.unknownBrowser");
  return system === null ? known : t("mail.browserOn", { browser: known, system });
}

export function originFacts({ ip, userAgent, at }: RequestOrigin, texts: MessageTexts): MessageLine[] {
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
