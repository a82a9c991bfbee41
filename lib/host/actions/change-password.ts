import { z } from "zod";
import { readUser } from "@/lib/host/actions/locked-user";
import { explainRefusal } from "@/lib/host/language/refusal-words";
import { approvalTexts } from "@/lib/host/language/texts";
import { alsoByEmail, verifiedEmailOf } from "@/lib/host/new-address/verified-email";
import { fingerprintOf } from "@/lib/host/password/password";
import { within } from "@/lib/host/two-factor";
import type { SensitiveAction } from "@/lib/two-factor/index";
import type { Prisma } from "@/prisma/client/client";

/**
 * The form's action makes the hash before it proposes the approval, so the approval holds no password and hashes none.
 * `current` is the fingerprint of the current password that the person typed there.
 */
const input = z.strictObject({
  passwordHash: z.string().startsWith("$argon2id$").max(200),
  current: z.string().max(64),
});

export const changePassword: SensitiveAction<Prisma.TransactionClient, z.output<typeof input>, null> = {
  name: "change-password",
  input,
  async describe(tx, { current }, { accountId, locale }, locking) {
    const user = await readUser(tx, accountId, locking);
    // The password was changed meanwhile. The approval cannot be proposed again, since the new password was not asked
    // for.
    if (fingerprintOf(user.passwordHash) !== current) return { ok: false, refusal: "password-changed" };
    const t = approvalTexts(locale);
    return {
      ok: true,
      lines: [
        { id: "action", label: t("approvals.action"), value: t("approvals.changePassword") },
        { id: "effect", label: t("approvals.effect"), value: t("approvals.changePasswordEffect") },
        { id: "sessions", label: t("approvals.otherSessions"), value: t("approvals.otherSessionsEnd") },
      ],
      binds: { email: verifiedEmailOf(user) },
      facts: {},
    };
  },
  async run(tx, { input: { passwordHash } }, { accountId, sessionIdHash }) {
    await tx.user.update({ where: { id: accountId }, data: { passwordHash } });
    await within(tx).endOtherSessions({ accountId, exceptIdHash: sessionIdHash });
    return null;
  },
  notices: ({ binds }) => [{ about: "security-change", change: "password-changed", also: alsoByEmail(binds) }],
  doneAt: () => "/account",
  startsAt: "/account",
  explain: explainRefusal,
};
