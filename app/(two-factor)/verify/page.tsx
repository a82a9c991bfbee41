import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { answerSignIn, resendSignInCode } from "@/app/(two-factor)/actions";
import { noticeOf } from "@/app/(two-factor)/verify/notice";
import { Slip } from "@/app/(two-factor)/verify/slip";
import { CodeForm } from "@/components/two-factor/code-form";
import { ResendForm } from "@/components/two-factor/resend-form";
import { CsrfField } from "@/components/ui/csrf-field";
import { Page } from "@/components/ui/page";
import { viewSignIn } from "@/lib/host/two-factor";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("twoFactor.verify"))("title") };
}

export default async function VerifyPage() {
  const [view, t] = await Promise.all([viewSignIn(), getTranslations("twoFactor.verify")]);
  const notice = await noticeOf(view);
  const since = view.issuedAt?.toISOString() ?? "";
  return (
    <Page width="narrow" title={t("title")} lead={t(`lead.${view.channel ?? "none"}`)}>
      <div className="space-y-6">
        {view.channel && <Slip view={view} />}
        <CodeForm
          key={view.reference}
          action={answerSignIn}
          texts={{ code: t("code"), hint: t("codeHint"), submit: t("submit") }}
          notice={notice}
          isAnswerable={notice === null}
        >
          <CsrfField />
          <input type="hidden" name="next" value={view.returnPath} />
        </CodeForm>
        <ResendForm
          action={resendSignInCode}
          texts={{ submit: t("resend"), rule: t("resendRule"), nextIn: t("nextIn") }}
          waitSeconds={view.resendInSeconds}
          since={since}
          isFirstAction={notice !== null}
        >
          <CsrfField />
        </ResendForm>
      </div>
      <div className="mt-8 space-y-3 border-line border-t pt-5 text-muted text-sm">
        <p>{t("care")}</p>
        <p>
          <a href="/sign-in" className="link inline-flex min-h-11 items-center">
            {t("startAgain")}
          </a>
        </p>
      </div>
    </Page>
  );
}
