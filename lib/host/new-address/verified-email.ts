import { z } from "zod";
import type { User } from "@/prisma/client/client";

const bound = z.object({ email: z.string().nullable() });

/** The person's confirmed address, to be sealed as `email` of an action's `binds`. */
export function verifiedEmailOf({ email, emailVerifiedAt }: User): string | null {
  return emailVerifiedAt && email;
}

/** That address as one that hears of a change of security, also where no codes go there: its phone may be in other hands. */
export function alsoByEmail(binds: unknown): { channel: "email"; address: string }[] {
  const { email } = bound.parse(binds);
  return email === null ? [] : [{ channel: "email", address: email }];
}
