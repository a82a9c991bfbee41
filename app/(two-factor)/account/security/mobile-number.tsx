import { getTranslations } from "next-intl/server";
import { removePhone } from "@/app/(two-factor)/account/security/actions";
import { ActionForm } from "@/components/ui/action-form";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { SubmitButton } from "@/components/ui/submit-button";
import { CsrfField } from "@/lib/host/two-factor";

/** The number, if the person has one, with links to change and remove it. */
export async function MobileNumber({ masked }: { masked: string | null }) {
  const t = await getTranslations("twoFactor.phone");
  return (
    <Card id="phone" title={t("card")}>
      {masked ? (
        <Facts>
          <Fact label={t("number")}>{masked}</Fact>
        </Facts>
      ) : (
        <p className="text-muted">{t("none")}</p>
      )}
      <div className="mt-5 space-y-3">
        <a href="/account/security/phone" className={buttonClass({ look: "secondary", wide: true })}>
          {t(masked ? "change" : "add")}
        </a>
        {masked && (
          <ActionForm action={removePhone}>
            <CsrfField />
            <SubmitButton look="quiet">{t("remove")}</SubmitButton>
          </ActionForm>
        )}
      </div>
    </Card>
  );
}
