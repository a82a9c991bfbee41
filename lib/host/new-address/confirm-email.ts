import { z } from "zod";
import { readUser } from "@/lib/host/actions/locked-user";
import { approvalTexts } from "@/lib/host/language/texts";
import { readCodeAddresses } from "@/lib/host/people/phone-number";
import { twoFactor } from "@/lib/host/two-factor";
import type { SensitiveAction } from "@/lib/two-factor/index";
import type { Prisma } from "@/prisma/client/client";

const binds = z.strictObject({ from: z.string(), to: z.string(), registered: z.string().nullable() });

/**
 * Second half: approved with a code to the new address, which nobody can have who does not read its mail, in the
 * session that approved the first half. By a slip of the finger that is a stranger, so the lines do not tell the old one.
 */
export const confirmEmail: SensitiveAction<Prisma.TransactionClient, Record<string, never>, null> = {
  name: "confirm-email",
  input: z.strictObject({}),
  async describe(tx, _input, { accountId, sessionIdHash, locale }, locking) {
    const user = await readUser(tx, accountId, locking);
    const to = await readNewEmail(tx, { accountId, sessionIdHash });
    if (to === null) return { ok: false, refusal: "email-change-over" };
    // Only with `locking` has the code come back from that address; before, anybody could ask whose it is.
    if (locking && (await isTaken(tx, to))) return { ok: false, refusal: "email-taken" };
    const { email: registered } = await readCodeAddresses(tx, accountId, locking);
    const t = approvalTexts(locale);
    return {
      ok: true,
      lines: [
        { id: "action", label: t("approvals.action"), value: t("approvals.confirmEmail") },
        { id: "becomes", label: t("approvals.becomes"), value: to },
        { id: "sessions", label: t("approvals.otherSessions"), value: t("approvals.otherSessionsEnd") },
      ],
      binds: { from: user.email, to, registered },
      facts: {},
    };
  },
  codeTo: (sealed) => ({ channel: "email", address: binds.parse(sealed.binds).to }),
  async run(tx, sealed, { accountId, sessionIdHash }) {
    const { to, registered } = binds.parse(sealed.binds);
    await tx.user.update({ where: { id: accountId }, data: { email: to, emailVerifiedAt: new Date() } });
    await tx.emailChange.delete({ where: { accountId } });
    const account = twoFactor().within(tx);
    // Of somebody whose codes all go by text, the address is none for codes; choosing it is an action of its own.
    if (registered !== null) await account.replaceAddress({ accountId, channel: "email", from: registered, to });
    await account.endOtherSessions({ accountId, exceptIdHash: sessionIdHash });
    return null;
  },
  // Read what was sealed: by now the account has the new address, and only the old one is sure to be its owner's.
  notices: ({ binds: sealed, lines }) => {
    const { from, to } = binds.parse(sealed);
    const also = [from, to].map((address) => ({ channel: "email" as const, address }));
    const shown = lines.filter(({ id }) => id === "becomes");
    return [{ about: "security-change", change: "email-changed", lines: shown, also }];
  },
  doneAt: () => "/account",
  startsAt: "/account",
  explain: (refusal, locale) =>
    refusal === "email-taken" || refusal === "email-change-over"
      ? approvalTexts(locale)(`approvals.refusal.${refusal}`)
      : null,
};

/** The address that this session approved a moment ago, or null. */
export async function readNewEmail(
  tx: Pick<Prisma.TransactionClient, "$queryRaw">,
  { accountId, sessionIdHash }: { accountId: string; sessionIdHash: string },
): Promise<string | null> {
  const [open] = await tx.$queryRaw<{ email: string }[]>`
    SELECT email FROM email_change
    WHERE account_id = ${accountId} AND session_id_hash = ${sessionIdHash} AND expires_at > now()`;
  return open?.email ?? null;
}

// Waits for whoever is leaving the address right now; of two who take it the unique index lets one.
async function isTaken(tx: Prisma.TransactionClient, email: string): Promise<boolean> {
  const taken = await tx.$queryRaw<unknown[]>`SELECT 1 FROM users WHERE email = ${email} FOR UPDATE`;
  return taken.length > 0;
}
