import type { NoticeMessage } from "@/lib/two-factor/flows/message/ports";
import type { MessageTexts } from "./catalogue";
import { browserWords } from "./mail-words";
import { wayOut, whatHappened } from "./notice-words";
import { describeSite, type Site } from "./site";

/** An SMS that tells what happened. The details stand on the site, not on a locked phone. */
export function noticeSms(message: NoticeMessage, site: Site, texts: MessageTexts): string {
  const { t } = texts;
  const { name, host } = describeSite(site);
  const happened = whatHappened(message, texts);
  const browser = browserWords(message.origin.userAgent, texts);
  const notYou = t(`notice.smsNotYou.${wayOut(message.notice)}`, { host, site: name });
  return t("notice.sms", { site: name, happened, browser, notYou });
}
