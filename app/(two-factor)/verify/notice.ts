import { getTranslations } from "next-intl/server";
import { refusalText } from "@/lib/host/refusal-text";
import type { CodeView, Refusal } from "@/lib/two-factor/index";

/** What is in the way before anything was typed, in words; null when a code can be answered. */
export async function noticeOf(view: CodeView): Promise<string | null> {
  const refusal = obstacleOf(view);
  if (refusal) return refusalText(refusal);
  const t = await getTranslations("twoFactor.verify");
  if (view.delivery === "bounced") return t(`bounced.${view.channel ?? "email"}`);
  return view.delivery === "failed" ? t("failed") : null;
}

/** False while not even a new code would help. */
export function takesCodes({ channel, codesDisabled, lockedForSeconds }: CodeView): boolean {
  return channel !== null && !codesDisabled && lockedForSeconds === 0;
}

/** In this order, since only the first can be acted on. */
function obstacleOf(view: CodeView): Refusal | null {
  if (view.codesDisabled) return { code: "codes-disabled" };
  if (view.lockedForSeconds > 0) return { code: "locked", retryAfterSeconds: view.lockedForSeconds };
  if (!view.channel) return { code: "no-authenticator" };
  if (view.state === "pending") return null;
  if (view.textLimit) return view.textLimit;
  return { code: view.state === "expired" || view.state === "exhausted" ? view.state : "no-code" };
}
