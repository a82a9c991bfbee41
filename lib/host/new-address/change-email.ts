import { z } from "zod";
import { readUser } from "@/lib/host/actions/locked-user";
import { approvalTexts } from "@/lib/host/language/texts";
import type { SensitiveAction } from "@/lib/two-factor/index";
import { canonicalEmail } from "@/lib/two-factor/index";
import type { Prisma } from "@/prisma/client/client";

/** How long the new address can be confirmed after the change was approved. */
const confirmMinutes = 15;

const email = z.string().transform((typed, context) => {
  const canonical = canonicalEmail(typed);
  if (canonical !== null) return canonical;
  context.addIssue({ code: "custom", message: "not one plain address" });
  return z.NEVER;
});
const input = z.strictObject({ email });

/**
 * First half: approved with a code to where codes go now, the old address as a rule. Changes nothing but what may be confirmed
 * next. Whether the new address has an account is not told here: only its owner will learn it.
 */
export const changeEmail: SensitiveAction<Prisma.TransactionClient, z.output<typeof input>, null> = {
  name: "change-email",
  input,
  async describe(tx, { email }, { accountId, locale }, locking) {
    const user = await readUser(tx, accountId, locking);
    if (user.email === email) return { ok: false, refusal: "same-email" };
    const t = approvalTexts(locale);
    return {
      ok: true,
      lines: [
        { id: "action", label: t("approvals.action"), value: t("approvals.changeEmail") },
        { id: "was", label: t("approvals.was"), value: user.email },
        { id: "becomes", label: t("approvals.becomes"), value: email },
        { id: "next", label: t("approvals.next"), value: t("approvals.changeEmailNext") },
      ],
      binds: {},
      facts: {},
    };
  },
  async run(tx, { input: { email } }, { accountId, sessionIdHash }) {
    await tx.$executeRaw`
      INSERT INTO email_change (account_id, session_id_hash, email, expires_at)
      VALUES (${accountId}, ${sessionIdHash}, ${email}, now() + make_interval(mins => ${confirmMinutes}::int))
      ON CONFLICT (account_id) DO UPDATE SET session_id_hash = excluded.session_id_hash, email = excluded.email,
        expires_at = excluded.expires_at`;
    return null;
  },
  doneAt: () => "/account/email",
  startsAt: "/account",
};
