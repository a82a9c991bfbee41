import { z } from "zod";
import { readUser } from "@/lib/host/actions/locked-user";
import { explainWith } from "@/lib/host/language/refusal-words";
import { approvalTexts } from "@/lib/host/language/texts";
import type { NewAddress } from "@/lib/host/new-address/new-address";
import { keepPending } from "@/lib/host/new-address/pending-address";
import { readCodeAddresses } from "@/lib/host/people/phone-number";
import type { Line, SensitiveAction } from "@/lib/two-factor/index";
import type { Prisma } from "@/prisma/client/client";

type Tx = Prisma.TransactionClient;
type Asked = { address: string };

/**
 * The first half is approved with a code to the present address. Its only effect is that this session may confirm the
 * new address next; nothing is sent there before. It does not reveal whether the new address has an account: only the
 * owner of the new address learns that, in the second half.
 */
export function requestNewAddress(of: NewAddress): SensitiveAction<Tx, Asked, null> {
  return {
    name: `change-${of.kind}`,
    input: z.strictObject({ address: of.typed }),
    async describe(tx, { address }, { accountId, locale }, locking) {
      const refusal = of.refuse?.(address);
      if (refusal) return { ok: false, refusal };
      const user = await readUser(tx, accountId, locking);
      const was = of.current(user, await readCodeAddresses(tx, accountId, locking));
      if (was === address) return { ok: false, refusal: `same-${of.kind}` };
      return { ok: true, lines: linesOf(of, { was, becomes: address }, locale), binds: {}, facts: {} };
    },
    async run(tx, { input: { address } }, { accountId, sessionIdHash }) {
      await keepPending(tx, { accountId, channel: of.channel, sessionIdHash }, address);
      return null;
    },
    doneAt: () => of.pages.confirm,
    startsAt: of.pages.start,
    explain: explainWith(of.invalid),
  };
}

function linesOf(of: NewAddress, { was, becomes }: { was: string | null; becomes: string }, locale: string): Line[] {
  const t = approvalTexts(locale);
  return [
    { id: "action", label: t("approvals.action"), value: t(was === null ? of.words.add : of.words.change) },
    { id: "was", label: t("approvals.was"), value: was === null ? t("approvals.none") : of.readable(was) },
    { id: "becomes", label: t("approvals.becomes"), value: of.readable(becomes) },
    { id: "next", label: t("approvals.next"), value: t(of.words.next) },
  ];
}
