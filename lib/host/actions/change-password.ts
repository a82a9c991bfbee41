import { createHash } from "node:crypto";
import { z } from "zod";
import { readUser } from "@/lib/host/actions/locked-user";
import { approvalTexts } from "@/lib/host/texts";
import { twoFactor } from "@/lib/host/two-factor";
import type { SensitiveAction } from "@/lib/two-factor/index";
import type { Prisma } from "@/prisma/client/client";

/** The hash is made before, by the form's action: neither a password nor the work of hashing comes near the approval. */
const input = z.strictObject({ passwordHash: z.string().startsWith("$argon2id$").max(200) });

export const changePassword: SensitiveAction<Prisma.TransactionClient, z.output<typeof input>, null> = {
  name: "change-password",
  input,
  async describe(tx, _input, { accountId, locale }, locking) {
    const user = await readUser(tx, accountId, locking);
    const t = approvalTexts(locale);
    return {
      ok: true,
      lines: [
        { id: "action", label: t("approvals.action"), value: t("approvals.changePassword") },
        { id: "effect", label: t("approvals.effect"), value: t("approvals.changePasswordEffect") },
        { id: "sessions", label: t("approvals.otherSessions"), value: t("approvals.otherSessionsEnd") },
      ],
      // The password that was asked for: where it has changed since, somebody else was faster.
      binds: { current: createHash("sha256").update(user.passwordHash).digest("base64url") },
      facts: {},
    };
  },
  async run(tx, { input: { passwordHash } }, { accountId, sessionIdHash }) {
    await tx.user.update({ where: { id: accountId }, data: { passwordHash } });
    await twoFactor().within(tx).endOtherSessions({ accountId, exceptIdHash: sessionIdHash });
    return null;
  },
  notices: () => [{ about: "security-change", change: "password-changed" }],
  doneAt: () => "/account",
  startsAt: "/account",
};
