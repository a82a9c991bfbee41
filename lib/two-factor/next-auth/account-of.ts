import type { Call } from "@/lib/two-factor/next-auth/call";
import type { FirstStep } from "@/lib/two-factor/next-auth/gate-config";
import { linksByEmail } from "@/lib/two-factor/next-auth/providers";
import { signedInUser } from "@/lib/two-factor/next-auth/signed-in-user";

/** Whose account NextAuth would open a session for, or link the provider to. */
export type SigningIn =
  | { as: "known"; accountId: string }
  /** The adapter is still to make the person, under an id that it chooses itself. */
  | { as: "new"; accountId: string }
  /** The provider is linked to the person who is signed in already, or is theirs: their session goes on. */
  | { as: "signed-in"; accountId: string }
  /** The provider belongs to somebody else than the person who is signed in: NextAuth refuses it. */
  | { as: "refused" };

/** Null refuses the sign-in: an id that nobody can tell would never owe a second step. */
export async function accountOf(call: Call, step: FirstStep): Promise<SigningIn | null> {
  const { own, gate } = call;
  const { type } = step.account;
  if (own.adapter && (type === "oauth" || type === "oidc")) return linkedAccount(call, step);
  const accountId = gate.accountOf ? await gate.accountOf(step) : step.user.id;
  return accountId ? { as: "known", accountId } : null;
}

/** As NextAuth decides it: by the provider's account, then by who is signed in, then by e-mail address where that is allowed. */
async function linkedAccount(call: Call, { user, account }: FirstStep): Promise<SigningIn | null> {
  const { own, visit } = call;
  const { provider, providerAccountId } = account;
  const linked = await own.adapter?.getUserByAccount?.({ provider, providerAccountId });
  const signedIn = await signedInUser(call);
  visit.hidesSession = !signedIn;
  if (signedIn) return linked && linked.id !== signedIn ? { as: "refused" } : { as: "signed-in", accountId: signedIn };
  const isByEmail = !linked && user.email && linksByEmail(own, provider);
  const found = linked ?? (isByEmail ? await own.adapter?.getUserByEmail?.(user.email ?? "") : null);
  if (found) return { as: "known", accountId: found.id };
  return user.id ? { as: "new", accountId: user.id } : null;
}
