import { getTranslations } from "next-intl/server";
import type { ComponentProps, ReactNode } from "react";
import { isLost } from "@/app/(two-factor)/verify/notice";
import { SendAgain, type Way } from "@/components/two-factor/send-again";
import type { ChallengeView } from "@/lib/two-factor/index";

type Props = {
  view: ChallengeView;
  action: ComponentProps<typeof SendAgain>["action"];
  /** An explanation beside the switch of channels. */
  afterwards?: string;
  isFirstAction: boolean;
  /** Hidden fields. */
  children: ReactNode;
};

/** The ways to another code. If the last message failed or the next cannot leave, the other channel comes first. */
export async function Ways({ view, action, afterwards, isFirstAction, children }: Props) {
  const t = await getTranslations("twoFactor.verify");
  const other = view.otherChannel;
  const byTheSame: Way = { verb: "send-again", text: t("sendAgain") };
  const byTheOther: Way[] = other ? [{ verb: "other-channel", text: t(`otherChannel.${other}`) }] : [];
  const rule = other ? [t("anyWayRule"), afterwards].filter(Boolean).join(" ") : t("sendAgainRule");
  const isOtherLikelier = isLost(view) || view.hindrance !== null;
  return (
    <SendAgain
      action={action}
      ways={isOtherLikelier ? [...byTheOther, byTheSame] : [byTheSame, ...byTheOther]}
      texts={{ rule, nextIn: t("nextIn") }}
      waitSeconds={view.sendAgainInSeconds}
      since={view.issuedAt?.toISOString() ?? ""}
      isFirstAction={isFirstAction}
    >
      {children}
    </SendAgain>
  );
}
