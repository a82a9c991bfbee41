import { z } from "zod";
import { readUser } from "@/lib/host/actions/locked-user";
import { explainRefusal } from "@/lib/host/language/refusal-words";
import { approvalTexts } from "@/lib/host/language/texts";
import { alsoByEmail, verifiedEmailOf } from "@/lib/host/new-address/verified-email";
import { within } from "@/lib/host/two-factor";
import type { Approver, SensitiveAction } from "@/lib/two-factor/index";
import type { Prisma } from "@/prisma/client/client";

const input = z.strictObject({ enabled: z.boolean() });
type Input = z.output<typeof input>;

/**
 * Switches two-step verification on or off. The code goes to the address that later gets the codes for signing in, so a
 * person can switch it on only after a code has reached that address.
 */
export const switchTwoStep: SensitiveAction<Prisma.TransactionClient, Input, null> = {
  name: "switch-two-step",
  input,
  async describe(tx, { enabled }, { accountId, locale }, locking) {
    const user = await readUser(tx, accountId, locking);
    const account = within(tx);
    const now = await (locking ? account.lockTwoStep(accountId) : account.readTwoStep(accountId));
    if (now.enabled === enabled) return { ok: false, refusal: enabled ? "already-on" : "already-off" };
    if (enabled && now.authenticators.length === 0) return { ok: false, refusal: "no-address" };
    const t = approvalTexts(locale);
    const which = enabled ? "on" : "off";
    return {
      ok: true,
      lines: [
        { id: "action", label: t("approvals.action"), value: t(`approvals.switchTwoStep.${which}`) },
        { id: "effect", label: t("approvals.effect"), value: t(`approvals.switchTwoStep.effect.${which}`) },
        { id: "sessions", label: t("approvals.otherSessions"), value: t("approvals.otherSessionsEnd") },
      ],
      binds: { authenticators: now.authenticators.map(({ id }) => id), email: verifiedEmailOf(user) },
      facts: {},
    };
  },
  async run(tx, { input: { enabled } }, { accountId, sessionIdHash }: Approver) {
    const account = within(tx);
    await account.switchTwoStep({ accountId, enabled });
    await account.endOtherSessions({ accountId, exceptIdHash: sessionIdHash });
    return null;
  },
  notices: ({ input: { enabled }, binds }) => [
    { about: "security-change", change: enabled ? "two-step-on" : "two-step-off", also: alsoByEmail(binds) },
  ],
  doneAt: () => "/account/security",
  startsAt: "/account/security",
  explain: explainRefusal,
};
