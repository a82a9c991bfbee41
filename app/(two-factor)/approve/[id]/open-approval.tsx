import { getFormatter, getTranslations } from "next-intl/server";
import { ApprovalFields } from "@/app/(two-factor)/approve/[id]/approval-fields";
import { submitApproval } from "@/app/(two-factor)/approve/actions";
import { isUsedUp, noticeOf, takesCodes } from "@/app/(two-factor)/verify/notice";
import { Slip } from "@/app/(two-factor)/verify/slip";
import { Ways } from "@/app/(two-factor)/verify/ways";
import { CodeForm } from "@/components/two-factor/code-form";
import { SealedLines } from "@/components/two-factor/sealed-lines";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { DemoMailboxLink } from "@/components/ui/demo-mailbox-link";
import { Page } from "@/components/ui/page";
import { SubmitButton } from "@/components/ui/submit-button";
import { demoInbox } from "@/lib/host/mailbox/demo-inbox";
import { knownReason } from "@/lib/two-factor/client";
import type { ApprovalView, ChallengeView } from "@/lib/two-factor/index";

/** Shows the sealed lines, then the reasons for a code, then the code's form. */
export async function OpenApproval({ view }: { view: ApprovalView }) {
  const [t, format] = await Promise.all([getTranslations("twoFactor.approve"), getFormatter()]);
  const reasons = view.reasons.map((reason) => view.reasonTexts[reason] ?? t(`reasons.${knownReason(reason)}`));
  return (
    <Page width="narrow" title={t("title")} lead={t("lead")}>
      <div className="space-y-6">
        <Card id="approving" title={t("approving")}>
          <SealedLines lines={view.lines} language={view.locale} />
        </Card>
        <p className="text-muted text-sm">{t("because", { reasons: format.list(new Set(reasons)) })}</p>
        {view.code.factor !== null && <Slip view={view.code} />}
        <Forms view={view} />
      </div>
      <div className="mt-8 border-line border-t pt-5 text-muted text-sm">
        <p className="mb-2">{t("care")}</p>
        {demoInbox() && <DemoMailboxLink />}
      </div>
    </Page>
  );
}

async function Forms({ view: { approvalId, code } }: { view: ApprovalView }) {
  const [t, v, notice] = await Promise.all([
    getTranslations("twoFactor.approve"),
    getTranslations("twoFactor.verify"),
    noticeBefore(code),
  ]);
  const since = code.issuedAt?.toISOString() ?? "";
  return (
    <>
      <CodeForm
        key={since}
        action={submitApproval}
        texts={{ code: v("code"), hint: v("codeHint"), submit: t("submit"), filledIn: v("filledIn") }}
        notice={notice}
        isAnswerable={notice === null}
        isSms={code.channel === "sms" && code.state === "pending"}
      >
        <ApprovalFields approvalId={approvalId} verb="approve" />
      </CodeForm>
      {takesCodes(code) && (
        <Ways view={code} action={submitApproval} isFirstAction={notice !== null}>
          <ApprovalFields approvalId={approvalId} />
        </Ways>
      )}
      {code.delivery === "bounced" && (
        <p className="text-center text-sm">
          <a href="/account" className="link inline-flex min-h-11 items-center">
            {t("changeAddress")}
          </a>
        </p>
      )}
      <ActionForm action={submitApproval}>
        <ApprovalFields approvalId={approvalId} verb="decline" />
        <SubmitButton look="quiet">{t("decline")}</SubmitButton>
      </ActionForm>
    </>
  );
}

/** A code that waits for the cool-down is not the person's mistake, so it is no alert. */
async function noticeBefore(code: ChallengeView): Promise<string | null> {
  const isTooSoon = code.state === null && code.sendAgainInSeconds > 0 && !isUsedUp(code) && takesCodes(code);
  return isTooSoon ? (await getTranslations("twoFactor.approve"))("tooSoon") : noticeOf(code);
}
