import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import {
  ChangeAddress,
  ChangeEmail,
  ChangeName,
  ChangePassword,
  ChangePhone,
  DeleteAccount,
  DownloadData,
} from "@/app/(host)/account/changes";
import { PersonalData } from "@/app/(host)/account/personal-data";
import { ThisSession } from "@/app/(host)/account/this-session";
import { Card } from "@/components/ui/card";
import { LanguageSwitch } from "@/components/ui/language-switch";
import { Page } from "@/components/ui/page";
import { readDeliveryAddress } from "@/lib/host/delivery-address/read-delivery-address";
import { requireSession } from "@/lib/host/two-factor";
import { readPerson } from "@/lib/host/users";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("host.account"))("title") };
}

export default async function AccountPage() {
  const session = await requireSession({ next: "/account" });
  const [t, person, address] = await Promise.all([
    getTranslations("host.account"),
    readPerson(session.accountId),
    readDeliveryAddress(session.accountId),
  ]);
  return (
    <Page title={t("title")} lead={t("changeLead")}>
      <div className="space-y-6">
        <PersonalData person={person} address={address} />
        <ThisSession session={session} />
        <Card id="security" title={t("security")}>
          <p className="mb-3 text-muted">{t("securityLead")}</p>
          <Link href="/account/security" prefetch={false} className="link inline-flex min-h-11 items-center">
            {t("toSecurity")}
          </Link>
        </Card>
        <ChangeName name={person.name} />
        <ChangeEmail />
        <ChangePhone />
        <ChangeAddress address={address} />
        <ChangePassword email={person.email} />
        <Card id="language" title={t("languageTitle")}>
          <p className="mb-3 text-muted">{t("languageLead")}</p>
          <LanguageSwitch />
        </Card>
        <DownloadData />
        <DeleteAccount />
      </div>
    </Page>
  );
}
