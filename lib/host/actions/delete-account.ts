import { z } from "zod";
import { readUser } from "@/lib/host/actions/locked-user";
import { db } from "@/lib/host/db";
import { approvalTexts } from "@/lib/host/texts";
import { twoFactor } from "@/lib/host/two-factor";
import type { SensitiveAction } from "@/lib/two-factor/index";
import type { Prisma } from "@/prisma/client/client";

// What the other parties store about a person goes with the account. Found, not named, so that the shop can go.
const parties = import.meta.glob<{ forgetPerson: (tx: Prisma.TransactionClient, accountId: string) => Promise<void> }>(
  "/lib/*/forget-person.ts",
);

/**
 * The person goes at once and for good. What the add-on knows follows after the commit, since the approval itself needs
 * its session and account until then.
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
      binds: {},
      facts: {},
    };
  },
  async run(tx, _sealed, { accountId, sessionIdHash }) {
    await tx.dataExport.deleteMany({ where: { accountId } });
    for (const load of Object.values(parties)) await (await load()).forgetPerson(tx, accountId);
    await tx.user.delete({ where: { id: accountId } });
    await twoFactor().within(tx).endOtherSessions({ accountId, exceptIdHash: sessionIdHash });
    return { accountId };
  },
  settle: async ({ accountId }) => {
    await db.$transaction((tx) => twoFactor().within(tx).forget(accountId));
  },
  doneAt: () => "/",
};
