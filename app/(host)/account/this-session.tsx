import { getFormatter, getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import type { Session } from "@/lib/two-factor/next/index";

// The other values of `amr` describe the strength of the proof, not its kind.
const shownMethods = ["pwd", "email_code", "sms", "otp"] as const;

/** How this session was proved, and the limits of that proof. */
export async function ThisSession({ session: { amr, authenticatedAt } }: { session: Session }) {
  const [t, format] = await Promise.all([getTranslations("host.account"), getFormatter()]);
  const methods = shownMethods.filter((method) => amr.includes(method)).map((method) => t(`methods.${method}`));
  const worth = amr.includes("sms") ? "sms" : amr.includes("email_code") ? "email" : "password";
  return (
    <Card id="session" title={t("session")}>
      <Facts>
        <Fact label={t("proved")}>{format.list(methods)}</Fact>
        <Fact label={t("provedAt")}>
          <time dateTime={authenticatedAt.toISOString()}>{format.dateTime(authenticatedAt, "moment")}</time>
        </Fact>
      </Facts>
      <p className="mt-5 rounded-control bg-sunken px-4 py-3 text-muted text-sm">{t(`honest.${worth}`)}</p>
    </Card>
  );
}
