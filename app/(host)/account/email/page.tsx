import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { confirmEmail } from "@/app/(host)/account/actions";
import { ActionForm } from "@/components/ui/action-form";
import { CsrfField } from "@/components/ui/csrf-field";
import { DeadEnd } from "@/components/ui/dead-end";
import { Page } from "@/components/ui/page";
import { SubmitButton } from "@/components/ui/submit-button";
import { readPendingEmail } from "@/lib/host/people/users";
import { requireSession } from "@/lib/host/two-factor";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("host.account.confirm"))("title") };
}

export default async function ConfirmEmailPage() {
  const { accountId } = await requireSession({ next: "/account/email" });
  const [t, email] = await Promise.all([getTranslations("host.account.confirm"), readPendingEmail(accountId)]);
  if (email === null) {
    return <DeadEnd title={t("overTitle")} lead={t("overLead")} wayOut={{ href: "/account", text: t("back") }} />;
  }
  return (
    <Page width="narrow" title={t("title")} lead={t("lead", { email })}>
      <ActionForm action={confirmEmail}>
        <CsrfField />
        <SubmitButton>{t("send")}</SubmitButton>
      </ActionForm>
    </Page>
  );
}
