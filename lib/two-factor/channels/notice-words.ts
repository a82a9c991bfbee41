import type { NoticeMessage } from "@/lib/two-factor/ports";
import type { MessageTexts } from "./catalogue";
import { type MailWords, originFacts, plainLines } from "./mail-words";
import { describeSite, type Site } from "./site";

/** The words of an e-mail that tells what happened, and asks for nothing. */
export function noticeWords(message: NoticeMessage, site: Site, texts: MessageTexts): MailWords {
  const { language, t } = texts;
  const { name, host } = describeSite(site);
  const { about } = message.notice;
  return {
    language,
    subject: t(`notice.subject.${about}`),
    preview: t("notice.preview"),
    heading: t(`notice.heading.${about}`, { site: name }),
    instruction: whatHappened(message, texts),
    lines: plainLines(message.lines),
    code: null,
    facts: originFacts(message.origin, texts),
    notes: [t("notice.you"), t("notice.notYou", { host }), t("notice.noLink", { site: name })],
  };
}

/** One sentence. */
export function whatHappened({ notice }: NoticeMessage, { t }: MessageTexts): string {
  return t(`notice.happened.${notice.about === "security-change" ? notice.change : notice.about}`);
}
