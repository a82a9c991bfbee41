import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signIn } from "@/app/(host)/actions";
import { SignInForm } from "@/app/(host)/sign-in/sign-in-form";
import { Page } from "@/components/ui/page";
import { env } from "@/lib/host/server/env";
import { CsrfField, isSignedIn } from "@/lib/host/two-factor";
import { safeReturnPath } from "@/lib/two-factor/next/index";

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("host.signIn"))("title") };
}

export default async function SignInPage({ searchParams }: Props) {
  const next = safeReturnPath((await searchParams).next);
  if (await isSignedIn()) redirect(next);
  const [t, field] = await Promise.all([getTranslations("host.signIn"), getTranslations("host.passwordField")]);
  const refusal = {
    "invalid-credentials": t("refusal.invalid-credentials"),
    "slow-down": t("refusal.slow-down"),
    busy: t("refusal.busy"),
  };
  return (
    <Page width="narrow" title={t("title")} lead={t("lead")}>
      <SignInForm
        action={signIn}
        texts={{
          email: t("email"),
          password: t("password"),
          show: field("show"),
          submit: t("submit"),
          outerBlank: field("outerBlank"),
          refusal,
        }}
      >
        <CsrfField />
        <input type="hidden" name="next" value={next} />
      </SignInForm>
      <p className="mt-8 border-line border-t pt-5 text-muted text-sm">
        {t("care", { host: new URL(env().origin).host })}
      </p>
    </Page>
  );
}
