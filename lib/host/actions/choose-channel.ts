import { z } from "zod";
import { readUser } from "@/lib/host/actions/locked-user";
import { explainRefusal } from "@/lib/host/language/refusal-words";
import { approvalTexts } from "@/lib/host/language/texts";
import { alsoByEmail, verifiedEmailOf } from "@/lib/host/new-address/verified-email";
import { readCodeAddresses } from "@/lib/host/people/phone-number";
import { factors, within } from "@/lib/host/two-factor";
import { type FactorName, pickAuthenticator, readablePhoneNumber, type SensitiveAction } from "@/lib/two-factor/index";
import type { Prisma } from "@/prisma/client/client";

const input = z.strictObject({ channel: z.enum(["email", "sms"]) });
const binds = z.strictObject({ to: z.string(), isNew: z.boolean(), email: z.string().nullable() });

/**
 * Chooses the channel that codes go to first. It is approved with a code by the present channel. A verified e-mail
 * address that got no codes before (the person began with a phone) is registered here: it was proved when the account
 * was made.
 */
export const chooseChannel: SensitiveAction<Prisma.TransactionClient, z.output<typeof input>, null> = {
  name: "choose-channel",
  input,
  async describe(tx, { channel }, { accountId, locale }, locking) {
    const user = await readUser(tx, accountId, locking);
    const now = await readCodeAddresses(tx, accountId, locking);
    const known = factors();
    const first = pickAuthenticator(now, known);
    if (first?.factor === channel) return { ok: false, refusal: "same-channel" };
    const registered = channel === "email" ? now.email : now.phone;
    const to = registered ?? (channel === "email" && user.emailVerifiedAt ? user.email : null);
    if (to === null || !known.includes(channel)) return { ok: false, refusal: "no-address" };
    const t = approvalTexts(locale);
    const by = (factor: FactorName, to: string) =>
      factor === "sms"
        ? t("approvals.codesBy.sms", { address: readablePhoneNumber(to) })
        : t("approvals.codesBy.email", { address: to });
    return {
      ok: true,
      lines: [
        { id: "action", label: t("approvals.action"), value: t("approvals.chooseChannel") },
        {
          id: "was",
          label: t("approvals.was"),
          value: first ? by(first.factor, first.address ?? "") : t("approvals.none"),
        },
        { id: "becomes", label: t("approvals.becomes"), value: by(channel, to) },
      ],
      binds: { to, isNew: registered === null, email: verifiedEmailOf(user) },
      facts: {},
    };
  },
  async run(tx, { input: { channel }, binds: sealed }, { accountId }) {
    const { to, isNew } = binds.parse(sealed);
    const account = within(tx);
    if (isNew) await account.replaceAddress({ accountId, factor: channel, from: null, to });
    await account.preferFactor({ accountId, factor: channel });
    return null;
  },
  notices: ({ binds }) => [{ about: "security-change", change: "channel-changed", also: alsoByEmail(binds) }],
  doneAt: () => "/account/security",
  startsAt: "/account/security",
  explain: explainRefusal,
};
