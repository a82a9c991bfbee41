import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { confirmEmail } from "@/app/(host)/account/actions";
import { ConfirmAddress } from "@/components/ui/confirm-address";
import { readPendingAddress } from "@/lib/host/people/users";
import { CsrfField, requireSession } from "@/lib/host/two-factor";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("host.account.confirm"))("title") };
}

export default async function ConfirmEmailPage() {
  const session = await requireSession({ next: "/account/email" });
  const [t, email] = await Promise.all([getTranslations("host.account.confirm"), readPendingAddress(session, "email")]);
  return (
    <ConfirmAddress
      pending={email}
      action={confirmEmail}
      texts={{ title: t("title"), lead: t("lead", { email: email ?? "" }), send: t("send") }}
      over={{ title: t("overTitle"), lead: t("overLead"), wayOut: { href: "/account", text: t("back") } }}
      fields={<CsrfField />}
    />
  );
}
