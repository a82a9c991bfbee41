import { getTranslations } from "next-intl/server";
import { demoInbox } from "@/lib/host/mailbox/demo-inbox";

/** [demo] Where the message arrived; a tab of its own keeps the page that waits for the code. */
export async function DemoMailboxLink() {
  if (!demoInbox()) return null;
  const t = await getTranslations("host.inbox");
  return (
    <a href="/inbox" target="_blank" rel="noopener" className="link inline-flex min-h-11 items-center text-sm">
      {t("open")}
      <span className="sr-only"> ({t("newTab")})</span>
    </a>
  );
}
