import type { Refusal } from "@/lib/two-factor/core/refusal";
import { askerOf, type Site } from "@/lib/two-factor/next/site";

/** Why an action was not proposed, in the language of the request: in the action's own words, where it has some. */
export async function proposalRefusalText(site: Site, action: string, refusal: Refusal): Promise<string> {
  const [approvals, { locale }] = await Promise.all([site.approvals(), site.browser.context()]);
  return approvals.explain({ action, refusal, locale }) ?? site.texts.refusal(refusal);
}

/** The same for an approval: which action it is for, only its row knows. */
export async function approvalRefusalText(site: Site, approvalId: string, refusal: Refusal): Promise<string> {
  if (refusal.code !== "not-possible") return site.texts.refusal(refusal);
  const view = await (await site.approvals()).view({ approvalId, ...(await askerOf(site)) });
  return view.ok ? proposalRefusalText(site, view.action, refusal) : site.texts.refusal(refusal);
}
