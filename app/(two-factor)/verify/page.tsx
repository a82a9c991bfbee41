import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { submitSignIn } from "@/app/(two-factor)/verify/actions";
import { noticeOf, takesCodes } from "@/app/(two-factor)/verify/notice";
import { Slip } from "@/app/(two-factor)/verify/slip";
import { Ways } from "@/app/(two-factor)/verify/ways";
import { CodeForm } from "@/components/two-factor/code-form";
import { DemoMailboxLink } from "@/components/ui/demo-mailbox-link";
import { Page } from "@/components/ui/page";
import { demoInbox } from "@/lib/host/mailbox/demo-inbox";
import { CsrfField, viewSignIn } from "@/lib/host/two-factor";
import type { SignInView } from "@/lib/two-factor/index";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("twoFactor.verify"))("title") };
}

export default async function VerifyPage() {
  const [view, t] = await Promise.all([viewSignIn(), getTranslations("twoFactor.verify")]);
  const { factor, channel, reference } = view;
  const lead = factor === null ? t("lead.none") : channel && reference && takesCodes(view) && t(`lead.${channel}`);
  return (
    <Page width="narrow" title={t("title")} lead={lead}>
      <div className="space-y-6">
        {factor !== null && <Slip view={view} />}
        {factor !== null && <Forms view={view} />}
      </div>
      <div className="mt-8 border-line border-t pt-5 text-muted text-sm">
        <p className="mb-2">{t("care")}</p>
        <p className="flex flex-wrap justify-between gap-x-6">
          <a href="/sign-in" className="link inline-flex min-h-11 items-center">
            {t("startAgain")}
          </a>
          {demoInbox() && <DemoMailboxLink />}
        </p>
      </div>
    </Page>
  );
}

/**
 * The first action is answering while a code can be answered. Otherwise it is sending a new code, if one may be sent.
 */
async function Forms({ view }: { view: SignInView }) {
  const [notice, t] = await Promise.all([noticeOf(view), getTranslations("twoFactor.verify")]);
  const since = view.issuedAt?.toISOString() ?? "";
  return (
    <>
      <CodeForm
        key={since}
        action={submitSignIn}
        texts={{ code: t("code"), hint: t("codeHint"), submit: t("submit"), filledIn: t("filledIn") }}
        notice={notice}
        isAnswerable={notice === null}
        isSms={view.channel === "sms" && view.state === "pending"}
      >
        <CsrfField />
        <input type="hidden" name="verb" value="answer" />
        <input type="hidden" name="next" value={view.returnPath} />
      </CodeForm>
      {takesCodes(view) && (
        <Ways view={view} action={submitSignIn} afterwards={t("remembered")} isFirstAction={notice !== null}>
          <CsrfField />
        </Ways>
      )}
    </>
  );
}
