import { once } from "@/lib/host/server/once";
import { browser, currentSessionId, log, sessionComesAlong, twoFactor } from "@/lib/host/two-factor";
import type { SensitiveAction } from "@/lib/two-factor/index";
import { createSensitiveActions } from "@/lib/two-factor/next/index";

// Each party declares its own; they are found, not named, so that the shop's can go with the shop (ADR 016).
const parties = import.meta.glob<{ sensitiveActions: readonly SensitiveAction[] }>("/lib/*/sensitive-actions.ts");

/** Every sensitive action there is. */
export const approvals = once(async () => {
  const declared = await Promise.all(Object.values(parties).map((load) => load()));
  return twoFactor().approvals(declared.flatMap(({ sensitiveActions }) => sensitiveActions));
});

export const { propose, proposeAgain, view, approve, decline, resend, switchChannel, readReceipt, listReceipts } =
  createSensitiveActions(() => ({
    approvals,
    browser: browser(),
    sessionId: currentSessionId,
    sessionComesAlong,
    log,
  }));
