import { z } from "zod";
import { readUser } from "@/lib/host/actions/locked-user";
import { explainRefusal } from "@/lib/host/language/refusal-words";
import { approvalTexts } from "@/lib/host/language/texts";

import { type NewAddress, proved } from "@/lib/host/new-address/new-address";
import { forgetPending, readPending } from "@/lib/host/new-address/pending-address";
import { verifiedEmailOf } from "@/lib/host/new-address/verified-email";
import { readCodeAddresses } from "@/lib/host/people/phone-number";
import { within } from "@/lib/host/two-factor";
import type { Line, SensitiveAction } from "@/lib/two-factor/index";
import type { Prisma } from "@/prisma/client/client";

type Tx = Prisma.TransactionClient;

/**
 * The second half is approved with a code to the new address, in the session that approved the first half. A mistyped
 * address belongs to a stranger, so the lines do not show the address that is replaced.
 */
export function confirmNewAddress(of: NewAddress): SensitiveAction<Tx, Record<string, never>, null> {
  return {
    name: `confirm-${of.kind}`,
    input: z.strictObject({}),
    async describe(tx, _input, { accountId, sessionIdHash, locale }, locking) {
      const user = await readUser(tx, accountId, locking);
      const to = await readPending(tx, { accountId, channel: of.channel, sessionIdHash });
      if (to === null) return { ok: false, refusal: `${of.kind}-change-over` };
      const refusal = of.refuse?.(to) ?? (locking ? await of.refuseProved?.(tx, to) : null);
      if (refusal) return { ok: false, refusal };
      const codes = await readCodeAddresses(tx, accountId, locking);
      const binds = { from: of.current(user, codes), to, registered: codes[of.kind], email: verifiedEmailOf(user) };
      return { ok: true, lines: linesOf(of, to, locale), binds, facts: {} };
    },
    codeTo: ({ binds }) => ({ factor: of.channel, address: proved.parse(binds).to }),
    async run(tx, { binds }, { accountId, sessionIdHash }) {
      const { to, registered } = proved.parse(binds);
      await tx.user.update({ where: { id: accountId }, data: of.save(to) });
      await forgetPending(tx, { accountId, channel: of.channel });
      const account = within(tx);
      if (registered !== null || of.addsChannel)
        await account.replaceAddress({ accountId, factor: of.channel, from: registered, to });
      await account.endOtherSessions({ accountId, exceptIdHash: sessionIdHash });
      return null;
    },
    notices: ({ binds, lines }) =>
      of.notices(
        proved.parse(binds),
        lines.filter(({ id }) => id === "becomes"),
      ),
    doneAt: () => of.pages.done,
    startsAt: of.pages.done,
    explain: explainRefusal,
  };
}

function linesOf(of: NewAddress, to: string, locale: string): Line[] {
  const t = approvalTexts(locale);
  return [
    { id: "action", label: t("approvals.action"), value: t(of.words.confirm) },
    { id: "becomes", label: t("approvals.becomes"), value: of.readable(to) },
    { id: "sessions", label: t("approvals.otherSessions"), value: t("approvals.otherSessionsEnd") },
  ];
}
