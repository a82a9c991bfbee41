import { getTranslations } from "next-intl/server";

/** [demo] A link to the demo mailbox. It opens a new tab, so that the page that waits for the code stays open. */
export async function DemoMailboxLink() {
  const t = await getTranslations("host.inbox");
  return (
    <a href="/inbox" target="_blank" rel="noopener" className="link inline-flex min-h-11 items-center text-sm">
      {t("open")}
      <span className="sr-only"> ({t("newTab")})</span>
    </a>
  );
}
