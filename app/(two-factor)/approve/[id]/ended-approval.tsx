import { getTranslations } from "next-intl/server";
import { ApprovalFields } from "@/app/(two-factor)/approve/[id]/approval-fields";
import { submitApproval } from "@/app/(two-factor)/approve/actions";
import { ChangedLines } from "@/components/two-factor/changed-lines";
import { SealedLines } from "@/components/two-factor/sealed-lines";
import { ActionForm } from "@/components/ui/action-form";
import { type ButtonLook, buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Page } from "@/components/ui/page";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ApprovalView } from "@/lib/two-factor/index";

/** The outcome of the approval, its lines, and the next steps. */
export async function EndedApproval({ view }: { view: ApprovalView }) {
  const t = await getTranslations("twoFactor.approve");
  const end = endOf(view);
  return (
    <Page width="narrow" title={t(`ended.${end}.title`)} lead={t(`ended.${end}.lead`)}>
      <div className="space-y-6">
        {view.explanation && <p className="font-medium">{view.explanation}</p>}
        {view.changes.length > 0 && (
          <Card id="changes" title={t("changes")}>
            <ChangedLines
              changes={view.changes}
              language={view.locale}
              texts={{ was: t("was"), now: t("now"), none: t("none") }}
            />
          </Card>
        )}
        <Card id="shown" title={t("shown")}>
          <SealedLines lines={view.lines} language={view.locale} />
        </Card>
        <WayOn view={view} end={end} />
      </div>
    </Page>
  );
}

type End = ReturnType<typeof endOf>;

/** The text for an ended approval. A void one is explained by its reason. */
function endOf({ state, voidReason }: ApprovalView) {
  return state === "void" ? (voidReason ?? "replaced") : state === "proposed" ? "expired" : state;
}

/** If it expired or a detail changed, proposing it again is the first button. Otherwise leaving is. */
async function WayOn({ view, end }: { view: ApprovalView; end: End }) {
  const t = await getTranslations("twoFactor.approve");
  if (end === "executed") return <Link href={view.doneAt ?? "/account/security"} text={t("goOn")} />;
  const isFirst = end === "expired" || end === "session-ended" || end === "changed";
  const back = view.startsAt ? { href: view.startsAt, text: t("back") } : undefined;
  return (
    <div className="space-y-4">
      {!isFirst && <Link {...(back ?? { href: "/account/security", text: t("toActivity") })} />}
      <ActionForm action={submitApproval}>
        <ApprovalFields approvalId={view.approvalId} verb="again" />
        <SubmitButton look={isFirst ? "primary" : "secondary"}>{t("again")}</SubmitButton>
      </ActionForm>
      {isFirst && back && <Link {...back} look="quiet" />}
    </div>
  );
}

function Link({ href, text, look }: { href: string; text: string; look?: ButtonLook }) {
  return (
    <a href={href} className={buttonClass({ look, wide: true })}>
      {text}
    </a>
  );
}
