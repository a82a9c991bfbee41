import { z } from "zod";
import { readUser } from "@/lib/host/actions/locked-user";
import { explainWith } from "@/lib/host/language/refusal-words";
import { approvalTexts } from "@/lib/host/language/texts";
import { type SensitiveAction, tidyText } from "@/lib/two-factor/index";
import type { Prisma } from "@/prisma/client/client";

/** Letters, marks and the punctuation of names. Characters that hide or reorder text are refused. */
const allowed = /^(?:[\p{L}\p{M}\p{N} .,'’()·・׳״-]|\u200c|\u200d)+$/u;
const name = z
  .string()
  .transform((typed) => withPlainSigns(tidyText(typed)))
  .pipe(z.string().min(1).max(80).regex(allowed));
const input = z.strictObject({ name });

// Keyboards and programs write the same apostrophe and the same hyphen with different characters.
function withPlainSigns(text: string): string {
  return text.replace(/[\u00b4\u0060\u02b9-\u02bc\u2018\u201b\u2032]/g, "’").replace(/[\u2010\u2011\u2212]/g, "-");
}

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
  explain: explainWith("invalid-name"),
};
