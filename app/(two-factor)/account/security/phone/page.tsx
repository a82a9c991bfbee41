import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { changePhone } from "@/app/(two-factor)/account/security/actions";
import { PhoneForm } from "@/components/two-factor/phone-form";
import { KeptDraft } from "@/components/ui/kept-draft";
import { Page } from "@/components/ui/page";
import { phoneCountries } from "@/lib/host/people/phone-countries";
import { CsrfField, readDraft, requireSession } from "@/lib/host/two-factor";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("twoFactor.phone"))("title") };
}

const risks = ["intercepted", "takenOver", "email"] as const;

/** The page for typing a number. It explains the risks of SMS (NIST SP 800-63B-4 section 3.2.9). */
export default async function PhonePage() {
  const session = await requireSession({ next: "/account/security/phone" });
  const [t, choice, draft] = await Promise.all([
    getTranslations("twoFactor.phone"),
    phoneCountries(session),
    readDraft(session),
  ]);
  const kept = draft?.form === "phone" ? draft.values : undefined;
  return (
    <Page width="narrow" title={t("title")} lead={t("lead")}>
      <section aria-labelledby="risk" className="mb-8 rounded-card bg-sunken px-5 py-4 sm:px-6">
        <h2 id="risk" className="font-semibold">
          {t("risk.title")}
        </h2>
        <ul className="mt-2 list-disc space-y-2 ps-5 text-muted text-sm">
          {risks.map((risk) => (
            <li key={risk}>{t(`risk.${risk}`)}</li>
          ))}
        </ul>
      </section>
      {kept && (
        <div className="mb-6">
          <KeptDraft />
        </div>
      )}
      <PhoneForm
        action={changePhone}
        {...choice}
        kept={kept}
        texts={{ country: t("country"), phone: t("field"), hint: t("hint"), submit: t("submit") }}
      >
        <CsrfField />
      </PhoneForm>
      <a href="/account/security" className="link mt-4 inline-flex min-h-11 items-center">
        {t("back")}
      </a>
    </Page>
  );
}
