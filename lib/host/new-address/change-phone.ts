import { z } from "zod";
import { readUser } from "@/lib/host/actions/locked-user";
import { approvalTexts } from "@/lib/host/language/texts";
import { explainPhone, phoneRefusal, readCodeAddresses } from "@/lib/host/people/phone-number";
import { readablePhoneNumber, type SensitiveAction } from "@/lib/two-factor/index";
import type { Prisma } from "@/prisma/client/client";

/** How long the new number can be confirmed after it was approved with the current factor. */
const confirmMinutes = 15;

const input = z.strictObject({ phone: z.string().regex(/^\+[1-9]\d{6,14}$/) });

/**
 * First half of a first or another number: approved with a code to where codes go now. Changes nothing but which number
 * this session may confirm next. Nothing is sent to the new number before, and never to one that policy refuses.
 */
export const changePhone: SensitiveAction<Prisma.TransactionClient, z.output<typeof input>, null> = {
  name: "change-phone",
  input,
  async describe(tx, { phone }, { accountId, locale }, locking) {
    const refusal = phoneRefusal(phone);
    if (refusal) return { ok: false, refusal };
    await readUser(tx, accountId, locking);
    const { phone: was } = await readCodeAddresses(tx, accountId, locking);
    if (was === phone) return { ok: false, refusal: "same-phone" };
    const t = approvalTexts(locale);
    return {
      ok: true,
      lines: [
        { id: "action", label: t("approvals.action"), value: t(`approvals.phone.${was ? "change" : "add"}`) },
        { id: "was", label: t("approvals.was"), value: was ? readablePhoneNumber(was) : t("approvals.phone.none") },
        { id: "becomes", label: t("approvals.becomes"), value: readablePhoneNumber(phone) },
        { id: "next", label: t("approvals.next"), value: t("approvals.phone.next") },
      ],
      binds: {},
      facts: {},
    };
  },
  async run(tx, { input: { phone } }, { accountId, sessionIdHash }) {
    await tx.$executeRaw`
      INSERT INTO phone_change (account_id, session_id_hash, phone, expires_at)
      VALUES (${accountId}, ${sessionIdHash}, ${phone}, now() + make_interval(mins => ${confirmMinutes}::int))
      ON CONFLICT (account_id) DO UPDATE
      SET session_id_hash = excluded.session_id_hash, phone = excluded.phone, expires_at = excluded.expires_at`;
    return null;
  },
  doneAt: () => "/account/security/phone/confirm",
  startsAt: "/account/security/phone",
  explain: explainPhone,
};
