import { z } from "zod";
import type { NewAddress } from "@/lib/host/new-address/new-address";
import { canonicalEmail } from "@/lib/two-factor/index";
import type { Prisma } from "@/prisma/client/client";

const typed = z.string().transform((text, context) => {
  const canonical = canonicalEmail(text);
  if (canonical !== null) return canonical;
  context.addIssue({ code: "custom", message: "not one plain address" });
  return z.NEVER;
});

export const newEmail: NewAddress = {
  kind: "email",
  channel: "email",
  typed,
  invalid: "invalid-email",
  words: {
    add: "approvals.email.change",
    change: "approvals.email.change",
    next: "approvals.email.next",
    confirm: "approvals.email.confirm",
  },
  pages: { start: "/account", confirm: "/account/email", done: "/account" },
  readable: (address) => address,
  current: ({ email }) => email,
  refuseProved: async (tx, email) => ((await isTaken(tx, email)) ? "email-taken" : null),
  save: (email) => ({ email, emailVerifiedAt: new Date() }),
  // If all codes of the person go by SMS, none go to this address. Choosing it for codes is an action of its own.
  addsChannel: false,
  // The account already has the new address, but only the old one certainly belongs to the owner.
  notices: ({ from, to }, becomes) => {
    const also = [from ?? to, to].map((address) => ({ channel: "email" as const, address }));
    return [{ about: "security-change", change: "email-changed", lines: becomes, also }];
  },
};

// Waits for an account that is leaving this address. If two accounts take it, the unique index accepts one.
async function isTaken(tx: Prisma.TransactionClient, email: string): Promise<boolean> {
  const taken = await tx.$queryRaw<unknown[]>`SELECT 1 FROM users WHERE email = ${email} FOR UPDATE`;
  return taken.length > 0;
}
