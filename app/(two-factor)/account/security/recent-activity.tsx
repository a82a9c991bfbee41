import { getFormatter, getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { listReceipts } from "@/lib/host/two-factor";
import type { Session } from "@/lib/two-factor/next/index";

const shownReceipts = 20;

/** The approved actions, each with its title. */
export async function RecentActivity({ session }: { session: Session }) {
  const [t, format, receipts] = await Promise.all([
    getTranslations("twoFactor.security"),
    getFormatter(),
    listReceipts(session, shownReceipts),
  ]);
  return (
    <Card id="activity" title={t("activity")}>
      <p className="mb-3 text-muted">{receipts.length > 0 ? t("activityLead") : t("noActivity")}</p>
      <ul className="divide-y divide-line">
        {receipts.map(({ approvalId, title, locale, executedAt }) => (
          <li key={approvalId} className="flex flex-wrap items-center justify-between gap-x-6 py-1.5">
            <a
              href={`/account/security/receipts/${approvalId}`}
              lang={locale}
              className="link inline-flex min-h-11 items-center"
            >
              {title}
            </a>
            <time dateTime={executedAt.toISOString()} className="text-muted text-sm">
              {format.dateTime(executedAt, "moment")}
            </time>
          </li>
        ))}
      </ul>
    </Card>
  );
}
