import { z } from "zod";
import { readUser } from "@/lib/host/actions/locked-user";
import { approvalTexts } from "@/lib/host/texts";
import type { SensitiveAction } from "@/lib/two-factor/index";
import type { Prisma } from "@/prisma/client/client";

/** Letters, marks and what stands between them in names; nothing that hides or reorders text. */
const name = z
  .string()
  .trim()
  .normalize("NFC")
  .min(1)
  .max(80)
  .regex(/^[\p{L}\p{M}\p{N} .,'’-]+$/u);
const input = z.strictObject({ name });

export const changeName: SensitiveAction<Prisma.TransactionClient, z.output<typeof input>, null> = {
  name: "change-name",
  input,
  async describe(tx, { name }, { accountId, locale }, locking) {
    const user = await readUser(tx, accountId, locking);
    if (user.name === name) return { ok: false, refusal: "same-name" };
    const t = approvalTexts(locale);
    return {
      ok: true,
      lines: [
        { id: "action", label: t("approvals.action"), value: t("approvals.changeName") },
        { id: "was", label: t("approvals.was"), value: user.name },
        { id: "becomes", label: t("approvals.becomes"), value: name },
      ],
      binds: {},
      facts: {},
    };
  },
  async run(tx, { input: { name } }, { accountId }) {
    await tx.user.update({ where: { id: accountId }, data: { name } });
    return null;
  },
  doneAt: () => "/account",
  startsAt: "/account",
};
