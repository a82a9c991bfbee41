import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { isLost } from "@/app/(two-factor)/verify/notice";
import { SendAgain, type Way } from "@/components/two-factor/send-again";
import type { ChallengeView } from "@/lib/two-factor/index";

type Props = {
  view: ChallengeView;
  again: Way["action"];
  instead: Way["action"];
  /** What is said of a switch besides that it is one. */
  afterwards?: string;
  isFirstAction: boolean;
  /** Hidden fields. */
  children: ReactNode;
};

/** How to have another code. Where the last one did not arrive, or the next could not leave, the other way comes first. */
export async function Ways({ view, again, instead, afterwards, isFirstAction, children }: Props) {
  const t = await getTranslations("twoFactor.verify");
  const other = view.otherChannel;
  const byTheSame: Way = { name: "again", action: again, text: t("resend") };
  const byTheOther: Way[] = other ? [{ name: "instead", action: instead, text: t(`otherChannel.${other}`) }] : [];
  const rule = other ? [t("anyWayRule"), afterwards].filter(Boolean).join(" ") : t("resendRule");
  const isOtherLikelier = isLost(view) || view.hindrance !== null;
  return (
    <SendAgain
      ways={isOtherLikelier ? [...byTheOther, byTheSame] : [byTheSame, ...byTheOther]}
      texts={{ rule, nextIn: t("nextIn") }}
      waitSeconds={view.resendInSeconds}
      since={view.issuedAt?.toISOString() ?? ""}
      isFirstAction={isFirstAction}
    >
      {children}
    </SendAgain>
  );
}
