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
import { Language } from "@/app/(host)/language";
import { Card } from "@/components/ui/card";
import { KeptDraft } from "@/components/ui/kept-draft";
import { Page } from "@/components/ui/page";
import { readDeliveryAddress } from "@/lib/host/delivery-address/read-delivery-address";
import { readPerson } from "@/lib/host/people/users";
import { readDraft, requireSession } from "@/lib/host/two-factor";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("host.account"))("title") };
}

/** The card of each form that is restored after a session ended. */
const cards: Record<string, string> = { name: "name-title", email: "email-title", address: "delivery-address" };

export default async function AccountPage() {
  const session = await requireSession({ next: "/account" });
  const [t, person, address, draft] = await Promise.all([
    getTranslations("host.account"),
    readPerson(session),
    readDeliveryAddress(session),
    readDraft(session),
  ]);
  const typedInto = (form: string) => (draft?.form === form ? draft.values : undefined);
  const card = draft && cards[draft.form];
  return (
    <Page title={t("title")} lead={t("changeLead")}>
      <div className="space-y-6">
        {card && <KeptDraft cardId={card} />}
        <PersonalData person={person} address={address} />
        <ThisSession session={session} />
        <Card id="security" title={t("security")}>
          <p className="mb-3 text-muted">{t("securityLead")}</p>
          <Link href="/account/security" prefetch={false} className="link inline-flex min-h-11 items-center">
            {t("toSecurity")}
          </Link>
        </Card>
        <ChangeName name={person.name} typed={typedInto("name")} />
        <ChangeEmail typed={typedInto("email")} />
        <ChangePhone />
        <ChangeAddress address={address} typed={typedInto("address")} />
        <ChangePassword email={person.email} />
        <Card id="language" title={t("languageTitle")}>
          <p className="mb-3 text-muted">{t("languageLead")}</p>
          <Language />
        </Card>
        <DownloadData />
        <DeleteAccount />
      </div>
    </Page>
  );
}
