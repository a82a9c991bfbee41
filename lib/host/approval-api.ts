import { getTranslations } from "next-intl/server";
import { approvals } from "@/lib/host/approvals";
import { proposalRefusalText } from "@/lib/host/language/proposal-refusal";
import { browser, currentSessionId, log } from "@/lib/host/two-factor";
import { createApprovalApi } from "@/lib/two-factor/next/index";

/** Sensitive actions for clients that read JSON. */
export const {
  proposeForClient,
  proposeAgainForClient,
  viewForClient,
  approveForClient,
  declineForClient,
  resendForClient,
  switchChannelForClient,
} = createApprovalApi(() => ({
  approvals,
  browser: browser(),
  sessionId: currentSessionId,
  log,
  refusalText: proposalRefusalText,
  neededText: async () => (await getTranslations("twoFactor.approve"))("needed"),
}));
