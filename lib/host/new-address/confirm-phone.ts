import { z } from "zod";
import { readUser } from "@/lib/host/actions/locked-user";
import { approvalTexts } from "@/lib/host/language/texts";
import { alsoByEmail, verifiedEmailOf } from "@/lib/host/new-address/verified-email";
import { explainPhone, phoneRefusal, readCodeAddresses } from "@/lib/host/people/phone-number";
import { twoFactor } from "@/lib/host/two-factor";
import { readablePhoneNumber, type SensitiveAction } from "@/lib/two-factor/index";
import type { Prisma } from "@/prisma/client/client";

const binds = z.strictObject({ from: z.string().nullable(), to: z.string(), email: z.string().nullable() });

/**
 * Second half: approved with a code to the new number, in the session that approved the first half. Whoever holds that
 * number reads these lines too, by a slip of the finger a stranger, so they do not tell the number that is replaced.
 */
export const confirmPhone: SensitiveAction<Prisma.TransactionClient, Record<string, never>, null> = {
  name: "confirm-phone",
  input: z.strictObject({}),
  async describe(tx, _input, { accountId, sessionIdHash, locale }, locking) {
    const user = await readUser(tx, accountId, locking);
    const to = await readNewPhone(tx, { accountId, sessionIdHash });
    if (to === null) return { ok: false, refusal: "phone-change-over" };
    const refusal = phoneRefusal(to);
    if (refusal) return { ok: false, refusal };
    const { phone: from } = await readCodeAddresses(tx, accountId, locking);
    const t = approvalTexts(locale);
    return {
      ok: true,
      lines: [
        { id: "action", label: t("approvals.action"), value: t("approvals.phone.confirm") },
        { id: "becomes", label: t("approvals.becomes"), value: readablePhoneNumber(to) },
        { id: "sessions", label: t("approvals.otherSessions"), value: t("approvals.otherSessionsEnd") },
      ],
      binds: { from, to, email: verifiedEmailOf(user) },
      facts: {},
    };
  },
  codeTo: (sealed) => ({ channel: "sms", address: binds.parse(sealed.binds).to }),
  async run(tx, sealed, { accountId, sessionIdHash }) {
    const { from, to } = binds.parse(sealed.binds);
    await tx.user.update({ where: { id: accountId }, data: { phone: to, phoneVerifiedAt: new Date() } });
    await tx.phoneChange.deleteMany({ where: { accountId } });
    const account = twoFactor().within(tx);
    await account.replaceAddress({ accountId, channel: "sms", from, to });
    await account.endOtherSessions({ accountId, exceptIdHash: sessionIdHash });
    return null;
  },
  notices: ({ binds: sealed }) => {
    const change = binds.parse(sealed).from === null ? "phone-added" : "phone-changed";
    return [{ about: "security-change", change, also: alsoByEmail(sealed) }];
  },
  doneAt: () => "/account/security",
  startsAt: "/account/security",
  explain: explainPhone,
};

/** The number that this session approved a moment ago, or null. */
export async function readNewPhone(
  tx: Pick<Prisma.TransactionClient, "$queryRaw">,
  { accountId, sessionIdHash }: { accountId: string; sessionIdHash: string },
): Promise<string | null> {
  const [open] = await tx.$queryRaw<{ phone: string }[]>`
    SELECT phone FROM phone_change
    WHERE account_id = ${accountId} AND session_id_hash = ${sessionIdHash} AND expires_at > now()`;
  return open?.phone ?? null;
}
