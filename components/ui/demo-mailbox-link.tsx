import { getTranslations } from "next-intl/server";

/** [demo] Where the message arrived; a tab of its own keeps the page that waits for the code. */
export async function DemoMailboxLink() {
  const t = await getTranslations("host.inbox");
  return (
    <a href="/inbox" target="_blank" rel="noopener" className="link inline-flex min-h-11 items-center text-sm">
      {t("open")}
      <span className="sr-only"> ({t("newTab")})</span>
    </a>
  );
}
