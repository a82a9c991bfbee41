import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { confirmPhone } from "@/app/(two-factor)/account/security/actions";
import { ActionForm } from "@/components/ui/action-form";
import { CsrfField } from "@/components/ui/csrf-field";
import { DeadEnd } from "@/components/ui/dead-end";
import { Page } from "@/components/ui/page";
import { SubmitButton } from "@/components/ui/submit-button";
import { readPendingPhone } from "@/lib/host/people/users";
import { requireSession } from "@/lib/host/two-factor";
import { readablePhoneNumber } from "@/lib/two-factor/index";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("twoFactor.phone.confirm"))("title") };
}

export default async function ConfirmPhonePage() {
  const { accountId } = await requireSession({ next: "/account/security/phone/confirm" });
  const [t, phone] = await Promise.all([getTranslations("twoFactor.phone.confirm"), readPendingPhone(accountId)]);
  if (phone === null) {
    return (
      <DeadEnd title={t("overTitle")} lead={t("overLead")} wayOut={{ href: "/account/security", text: t("back") }} />
    );
  }
  // In one piece, as it is compared.
  const inOnePiece = readablePhoneNumber(phone).replaceAll(" ", "\u00a0");
  return (
    <Page width="narrow" title={t("title")} lead={t("lead", { phone: inOnePiece })}>
      <ActionForm action={confirmPhone}>
        <CsrfField />
        <SubmitButton>{t("send")}</SubmitButton>
      </ActionForm>
      <a href="/account/security/phone" className="link mt-4 inline-flex min-h-11 items-center">
        {t("another")}
      </a>
    </Page>
  );
}
