import { z } from "zod";
import type { User } from "@/prisma/client/client";

const bound = z.object({ email: z.string().nullable() });

/** The person's confirmed address, sealed as `email` in an action's `binds`. */
export function verifiedEmailOf({ email, emailVerifiedAt }: User): string | null {
  return emailVerifiedAt && email;
}

/**
 * The confirmed address as a recipient of notices about security, also when codes go to a phone only: the phone may be
 * in a stranger's hands.
 */
export function alsoByEmail(binds: unknown): { channel: "email"; address: string }[] {
  const { email } = bound.parse(binds);
  return email === null ? [] : [{ channel: "email", address: email }];
}
