import { z } from "zod";
import { readUser } from "@/lib/host/actions/locked-user";
import { approvalTexts } from "@/lib/host/language/texts";
import { alsoByEmail, verifiedEmailOf } from "@/lib/host/new-address/verified-email";
import { forgetAccount, forgetPerson } from "@/lib/host/people/forget-account";
import { within } from "@/lib/host/two-factor";
import type { SensitiveAction } from "@/lib/two-factor/index";
import type { Prisma } from "@/prisma/client/client";

/**
 * Deletes the person at once and for good. The add-on's rows follow after the commit, since the approval needs its
 * session and account until then. A mark in the database tells the worker to finish the deletion.
 */
export const deleteAccount: SensitiveAction<Prisma.TransactionClient, Record<string, never>, { accountId: string }> = {
  name: "delete-account",
  input: z.strictObject({}),
  async describe(tx, _input, { accountId, locale }, locking) {
    const user = await readUser(tx, accountId, locking);
    const t = approvalTexts(locale);
    return {
      ok: true,
      lines: [
        { id: "action", label: t("approvals.action"), value: t("approvals.deleteAccount") },
        { id: "account", label: t("approvals.account"), value: user.email },
        { id: "effect", label: t("approvals.effect"), value: t("approvals.deleteAccountEffect") },
      ],
      binds: { email: verifiedEmailOf(user) },
      facts: {},
    };
  },
  async run(tx, _sealed, { accountId, sessionIdHash }) {
    await forgetPerson(tx, accountId);
    await tx.deletedAccount.upsert({ where: { accountId }, create: { accountId }, update: { deletedAt: new Date() } });
    await within(tx).endOtherSessions({ accountId, exceptIdHash: sessionIdHash });
    return { accountId };
  },
  notices: ({ binds }) => [{ about: "security-change", change: "account-deleted", also: alsoByEmail(binds) }],
  settle: async ({ accountId }) => void (await forgetAccount(accountId)),
  doneAt: () => "/account/deleted",
  startsAt: "/account",
};
