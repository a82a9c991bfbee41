import { getTranslations } from "next-intl/server";
import { chooseChannel, switchTwoStep } from "@/app/(two-factor)/account/security/actions";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { SubmitButton } from "@/components/ui/submit-button";
import { SwitchButton } from "@/components/ui/switch-button";
import { CsrfField } from "@/lib/host/two-factor";
import type { TwoStepView } from "@/lib/two-factor/index";

const titleId = "two-step";

/** The switch proposes the change. It moves after the person has approved it. */
export async function TwoStep({ view: { enabled, authenticators } }: { view: TwoStepView }) {
  const t = await getTranslations("twoFactor.security");
  return (
    <Card id={titleId} title={t("twoStep")}>
      <ActionForm action={switchTwoStep}>
        <CsrfField />
        <input type="hidden" name="enabled" value={String(!enabled)} />
        <div className="flex items-center justify-between gap-6">
          <p id="two-step-state">{t(enabled ? "on" : "off")}</p>
          <SwitchButton on={enabled} labelledBy={titleId} describedBy="two-step-state" />
        </div>
      </ActionForm>
      <div className="mt-5 border-line border-t pt-5">
        <Facts>
          {authenticators.map(({ id, masked, isFirst }) => (
            <Fact key={id} label={t(isFirst ? "goesTo" : "otherWay")}>
              {masked}
            </Fact>
          ))}
        </Facts>
      </div>
      <OtherWayFirst authenticators={authenticators} />
      <p className="mt-5 rounded-control bg-sunken px-4 py-3 text-muted text-sm">{t("honest")}</p>
    </Card>
  );
}

/** Offered only to a person with a phone, since e-mail is the only other channel. */
async function OtherWayFirst({ authenticators }: Pick<TwoStepView, "authenticators">) {
  if (!authenticators.some(({ factor }) => factor === "sms")) return null;
  const t = await getTranslations("twoFactor.security");
  const other = authenticators.some(({ factor, isFirst }) => factor === "sms" && isFirst) ? "email" : "sms";
  return (
    <div className="mt-5">
      <ActionForm action={chooseChannel}>
        <CsrfField />
        <input type="hidden" name="channel" value={other} />
        <SubmitButton look="secondary">{t(`choose.${other}`)}</SubmitButton>
      </ActionForm>
    </div>
  );
}
