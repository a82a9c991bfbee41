import { getTranslations } from "next-intl/server";
import { refusalText } from "@/lib/host/language/refusal-text";
import { limits } from "@/lib/host/two-factor";
import type { ChallengeView, Refusal } from "@/lib/two-factor/index";

/** The text about an obstacle that exists before the person types; null if a code can be answered. */
export async function noticeOf(view: ChallengeView): Promise<string | null> {
  const refusal = obstacleOf(view);
  if (refusal) return refusalText(refusal);
  const t = await getTranslations("twoFactor.verify");
  if (!isLost(view)) return null;
  const what = view.delivery === "bounced" ? t(`bounced.${view.channel ?? "email"}`) : t("failed");
  return view.otherChannel ? `${what} ${t(`orInstead.${view.otherChannel}`)}` : what;
}

/** Whether the message failed or bounced. */
export function isLost({ delivery }: ChallengeView): boolean {
  return delivery === "failed" || delivery === "bounced";
}

/** False while even a new code would be refused. */
export function takesCodes({ factor, codesDisabled, lockedForSeconds }: ChallengeView): boolean {
  return factor !== null && !codesDisabled && lockedForSeconds === 0;
}

/** Whether a sending limit, and not only the cool-down, delays the next code. */
export function isUsedUp({ sendAgainInSeconds }: ChallengeView): boolean {
  return sendAgainInSeconds > limits().sending.coolDownSeconds;
}

/** The first obstacle in this order, since the person can act only on that one. */
function obstacleOf(view: ChallengeView): Refusal | null {
  if (view.codesDisabled) return { code: "codes-disabled" };
  if (view.lockedForSeconds > 0) return { code: "locked", retryAfterSeconds: view.lockedForSeconds };
  if (view.factor === null) return { code: "no-authenticator" };
  if (view.state === "pending") return null;
  if (view.hindrance) return view.hindrance;
  if (isUsedUp(view)) return { code: "send-limit", retryAfterSeconds: view.sendAgainInSeconds };
  return { code: view.state === "expired" || view.state === "exhausted" ? view.state : "no-code" };
}
