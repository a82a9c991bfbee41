import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { confirmPhone } from "@/app/(two-factor)/account/security/actions";
import { ConfirmAddress } from "@/components/ui/confirm-address";
import { readPendingAddress } from "@/lib/host/people/users";
import { CsrfField, requireSession } from "@/lib/host/two-factor";
import { readablePhoneNumber } from "@/lib/two-factor/index";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("twoFactor.phone.confirm"))("title") };
}

export default async function ConfirmPhonePage() {
  const session = await requireSession({ next: "/account/security/phone/confirm" });
  const [t, pending] = await Promise.all([
    getTranslations("twoFactor.phone.confirm"),
    readPendingAddress(session, "sms"),
  ]);
  // Kept on one line, so that it is easy to compare.
  const phone = readablePhoneNumber(pending ?? "").replaceAll(" ", "\u00a0");
  return (
    <ConfirmAddress
      pending={pending}
      action={confirmPhone}
      fields={<CsrfField />}
      texts={{ title: t("title"), lead: t("lead", { phone }), send: t("send") }}
      over={{ title: t("overTitle"), lead: t("overLead"), wayOut: { href: "/account/security", text: t("back") } }}
    >
      <a href="/account/security/phone" className="link mt-4 inline-flex min-h-11 items-center">
        {t("another")}
      </a>
    </ConfirmAddress>
  );
}
