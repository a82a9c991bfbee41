import { readUser } from "@/lib/host/actions/locked-user";
import { type Address, addressSchema, formatAddress } from "@/lib/host/delivery-address/address";
import { findDeliveryAddress } from "@/lib/host/delivery-address/read-delivery-address";
import { explainRefusal } from "@/lib/host/language/refusal-words";
import { approvalTexts } from "@/lib/host/language/texts";
import type { SensitiveAction } from "@/lib/two-factor/index";
import type { Prisma } from "@/prisma/client/client";

/** Changes the delivery address. Orders that were placed before keep the address they were approved with. */
export const changeAddress: SensitiveAction<Prisma.TransactionClient, Address, null> = {
  name: "change-address",
  input: addressSchema,
  async describe(tx, address, { accountId, locale }, locking) {
    // The address may have no row yet. The lock on the person's row covers it.
    await readUser(tx, accountId, locking);
    const was = await findDeliveryAddress(tx, accountId);
    const becomes = formatAddress(address, locale);
    if (was && formatAddress(was, locale) === becomes) return { ok: false, refusal: "same-delivery-address" };
    const t = approvalTexts(locale);
    return {
      ok: true,
      lines: [
        { id: "action", label: t("approvals.action"), value: t("approvals.changeAddress") },
        { id: "was", label: t("approvals.was"), value: was ? formatAddress(was, locale) : t("approvals.none") },
        { id: "becomes", label: t("approvals.becomes"), value: becomes },
      ],
      binds: { was },
      facts: {},
    };
  },
  async run(tx, { input }, { accountId }) {
    await tx.$executeRaw`
      INSERT INTO delivery_address (account_id, address) VALUES (${accountId}, ${JSON.stringify(input)}::jsonb)
      ON CONFLICT (account_id) DO UPDATE SET address = excluded.address, changed_at = now()`;
    return null;
  },
  doneAt: () => "/account",
  startsAt: "/account",
  explain: explainRefusal,
};
