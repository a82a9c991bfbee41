import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PersonalData } from "@/app/(host)/account/personal-data";
import { ThisSession } from "@/app/(host)/account/this-session";
import { Card } from "@/components/ui/card";
import { LanguageSwitch } from "@/components/ui/language-switch";
import { Page } from "@/components/ui/page";
import { requireSession } from "@/lib/host/two-factor";
import { readPerson } from "@/lib/host/users";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("host.account"))("title") };
}

export default async function AccountPage() {
  const session = await requireSession({ next: "/account" });
  const [t, person] = await Promise.all([getTranslations("host.account"), readPerson(session.accountId)]);
  return (
    <Page title={t("title")}>
      <div className="space-y-6">
        <PersonalData person={person} />
        <ThisSession session={session} />
        <Card id="language" title={t("languageTitle")}>
          <p className="mb-3 text-muted">{t("languageLead")}</p>
          <LanguageSwitch />
        </Card>
      </div>
    </Page>
  );
}
