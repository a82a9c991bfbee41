import { once } from "@/lib/host/once";
import { browser, currentSessionId, log, twoFactor } from "@/lib/host/two-factor";
import type { SensitiveAction } from "@/lib/two-factor/index";
import { createSensitiveActions } from "@/lib/two-factor/next/index";

// Each party declares its own; they are found, not named, so that the shop's can go with the shop (ADR 016).
const parties = import.meta.glob<readonly SensitiveAction[]>("/lib/*/sensitive-actions.ts", {
  import: "sensitiveActions",
  eager: true,
});

const approvals = once(() => twoFactor().approvals(Object.values(parties).flat()));

export const { propose, proposeAgain, view, approve, decline, resend, readReceipt, listReceipts } =
  createSensitiveActions(() => ({ approvals: approvals(), browser: browser(), sessionId: currentSessionId, log }));
