import { z } from "zod";
import { readUser } from "@/lib/host/actions/locked-user";
import { explainRefusal } from "@/lib/host/language/refusal-words";
import { approvalTexts } from "@/lib/host/language/texts";
import { forgetPending } from "@/lib/host/new-address/pending-address";
import { readCodeAddresses } from "@/lib/host/people/phone-number";
import { factors, within } from "@/lib/host/two-factor";
import { readablePhoneNumber, type SensitiveAction } from "@/lib/two-factor/index";
import type { Prisma } from "@/prisma/client/client";

/**
 * Removes the number; codes then go by e-mail. The last destination of codes cannot be removed, also with two-step
 * verification off, since the person needs it to approve actions.
 */
export const removePhone: SensitiveAction<Prisma.TransactionClient, Record<string, never>, null> = {
  name: "remove-phone",
  input: z.strictObject({}),
  async describe(tx, _input, { accountId, locale }, locking) {
    await readUser(tx, accountId, locking);
    const { phone, email } = await readCodeAddresses(tx, accountId, locking);
    if (phone === null) return { ok: false, refusal: "no-phone" };
    if (email === null || !factors().includes("email")) return { ok: false, refusal: "only-address" };
    const t = approvalTexts(locale);
    return {
      ok: true,
      lines: [
        { id: "action", label: t("approvals.action"), value: t("approvals.phone.remove") },
        { id: "was", label: t("approvals.was"), value: readablePhoneNumber(phone) },
        { id: "becomes", label: t("approvals.becomes"), value: t("approvals.codesBy.email", { address: email }) },
        { id: "sessions", label: t("approvals.otherSessions"), value: t("approvals.otherSessionsEnd") },
      ],
      binds: {},
      facts: {},
    };
  },
  async run(tx, _sealed, { accountId, sessionIdHash, browserHash }) {
    await tx.user.update({ where: { id: accountId }, data: { phone: null, phoneVerifiedAt: null } });
    await forgetPending(tx, { accountId, channel: "sms" });
    const account = within(tx);
    await account.removeAddresses({ accountId, factor: "sms", approvedIn: { browserHash } });
    await account.endOtherSessions({ accountId, exceptIdHash: sessionIdHash });
    return null;
  },
  notices: () => [{ about: "security-change", change: "phone-removed" }],
  doneAt: () => "/account/security",
  startsAt: "/account/security",
  explain: explainRefusal,
};
