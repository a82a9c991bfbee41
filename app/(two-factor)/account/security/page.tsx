import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RecentActivity } from "@/app/(two-factor)/account/security/recent-activity";
import { TwoStep } from "@/app/(two-factor)/account/security/two-step";
import { Page } from "@/components/ui/page";
import { requireSession } from "@/lib/host/two-factor";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("twoFactor.security"))("title") };
}

export default async function SecurityPage() {
  const { accountId } = await requireSession({ next: "/account/security" });
  const t = await getTranslations("twoFactor.security");
  return (
    <Page title={t("title")} lead={t("lead")}>
      <div className="space-y-6">
        <TwoStep accountId={accountId} />
        <RecentActivity accountId={accountId} />
      </div>
    </Page>
  );
}
