import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MobileNumber } from "@/app/(two-factor)/account/security/mobile-number";
import { RecentActivity } from "@/app/(two-factor)/account/security/recent-activity";
import { TwoStep } from "@/app/(two-factor)/account/security/two-step";
import { Page } from "@/components/ui/page";
import { factors, requireSession, viewTwoStep } from "@/lib/host/two-factor";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("twoFactor.security"))("title") };
}

export default async function SecurityPage() {
  const session = await requireSession({ next: "/account/security" });
  const [t, view] = await Promise.all([getTranslations("twoFactor.security"), viewTwoStep(session)]);
  const phone = view.authenticators.find(({ factor }) => factor === "sms");
  return (
    <Page title={t("title")} lead={t("lead")}>
      <div className="space-y-6">
        <TwoStep view={view} />
        {(phone || factors().includes("sms")) && <MobileNumber masked={phone?.masked ?? null} />}
        <RecentActivity session={session} />
      </div>
    </Page>
  );
}
