import { type NoticeContent, receiptPath } from "@/lib/two-factor/core/message/notice";
import type { NoticeMessage } from "@/lib/two-factor/flows/message/ports";
import type { MessageTexts } from "./catalogue";
import { type MailWords, originFacts, plainLines } from "./mail-words";
import { onOneLine } from "./on-one-line";
import { describeSite, type Site } from "./site";

/** The words of an e-mail that tells what happened, and asks for nothing. */
export function noticeWords(message: NoticeMessage, site: Site, texts: MessageTexts): MailWords {
  const { language, t } = texts;
  const { name, host } = describeSite(site);
  const { notice } = message;
  const receipt = notice.about === "action-done";
  return {
    language,
    subject: subjectOf(notice, texts),
    preview: t("notice.preview"),
    heading: t(`notice.heading.${notice.about}`, { site: name, title: subjectOf(notice, texts) }),
    instruction: whatHappened(message, texts),
    lines: plainLines(message.lines),
    code: null,
    link: receiptLink(message, site, texts),
    facts: originFacts(message.origin, texts),
    notes: [
      ...(receipt ? [t("notice.receiptNote")] : []),
      t("notice.you"),
      t(`notice.notYou.${wayOut(notice)}`, { host, site: name }),
      t(receipt ? "notice.asksNothing" : "notice.noLink", { site: name }),
    ],
  };
}

function subjectOf(notice: NoticeContent, { t }: MessageTexts): string {
  return notice.about === "action-done" ? onOneLine(notice.title) : t(`notice.subject.${notice.about}`);
}

/** One sentence. */
export function whatHappened({ notice }: NoticeMessage, { t }: MessageTexts): string {
  if (notice.about === "action-done") return onOneLine(notice.happened);
  return t(`notice.happened.${notice.about === "security-change" ? notice.change : notice.about}`);
}

/** What is left to do for somebody who did not do it: some changes leave the person no account to act in. */
export function wayOut(notice: NoticeContent): "act" | "tell" | "guessed" {
  if (notice.about !== "security-change") return "act";
  if (notice.change === "codes-disabled") return "guessed";
  return notice.change === "email-changed" || notice.change === "account-deleted" ? "tell" : "act";
}

// The one address in any message. It acts on nothing, and is worth nothing without the account's own session.
function receiptLink({ notice }: NoticeMessage, { origin }: Site, { t }: MessageTexts): MailWords["link"] {
  if (notice.about !== "action-done") return null;
  return { label: t("notice.receipt"), address: new URL(receiptPath(notice.approvalId), origin).href };
}
