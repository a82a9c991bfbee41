import { getTranslations } from "next-intl/server";
import { switchTwoStep } from "@/app/(two-factor)/account/security/actions";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { CsrfField } from "@/components/ui/csrf-field";
import { Fact, Facts } from "@/components/ui/facts";
import { SwitchButton } from "@/components/ui/switch-button";
import { twoFactor } from "@/lib/host/two-factor";

const titleId = "two-step";

/** The switch only asks: it moves once the change has been approved. */
export async function TwoStep({ accountId }: { accountId: string }) {
  const [t, { enabled, addresses }] = await Promise.all([
    getTranslations("twoFactor.security"),
    twoFactor().viewTwoStep({ accountId }),
  ]);
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
          {addresses.map(({ id, masked }) => (
            <Fact key={id} label={t("goesTo")}>
              {masked}
            </Fact>
          ))}
        </Facts>
      </div>
      <p className="mt-5 rounded-control bg-sunken px-4 py-3 text-muted text-sm">{t("honest")}</p>
    </Card>
  );
}
