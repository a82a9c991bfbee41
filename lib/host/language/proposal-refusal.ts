import { getTranslations } from "next-intl/server";
import { refusalText } from "@/lib/host/language/refusal-text";
import { isOwnRefusal } from "@/lib/host/language/refusal-words";
import { requireSession } from "@/lib/host/two-factor";
import type { Refusal } from "@/lib/two-factor/client";
import type { Detour } from "@/lib/two-factor/next/index";

/** Why nothing was proposed, in the language of the page. */
export async function proposalRefusalText(refusal: Refusal): Promise<string> {
  if (refusal.code !== "not-possible" || !isOwnRefusal(refusal.reason)) return refusalText(refusal);
  return (await getTranslations("host.approvals"))(`refusal.${refusal.reason}`);
}

/** For a form that is refused before anything is proposed: nobody else asks then whether its session is still there. */
export async function withoutProposal(page: Detour): Promise<void> {
  await requireSession(page);
}
