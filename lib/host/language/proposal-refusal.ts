import { getTranslations } from "next-intl/server";
import { refusalText } from "@/lib/host/language/refusal-text";
import { phoneRefusals } from "@/lib/host/people/phone-number";
import { requireSession } from "@/lib/host/two-factor";
import type { Refusal } from "@/lib/two-factor/client";
import type { Detour } from "@/lib/two-factor/next/index";

/** What the account's own actions answer when they cannot be done as things are. */
const accountRefusals = [
  "already-on",
  "already-off",
  "invalid-name",
  "same-name",
  "invalid-email",
  "same-email",
  "email-taken",
  "email-change-over",
  "password-changed",
  "same-delivery-address",
  ...phoneRefusals,
] as const;

/** Why nothing was proposed, in the language of the page. */
export async function proposalRefusalText(refusal: Refusal): Promise<string> {
  const own = refusal.code === "not-possible" && accountRefusals.find((word) => word === refusal.reason);
  return own ? (await getTranslations("host.approvals"))(`refusal.${own}`) : refusalText(refusal);
}

/** For a form that is refused before anything is proposed: nobody else asks then whether its session is still there. */
export async function withoutProposal(page: Detour): Promise<void> {
  await requireSession(page);
}
