import type { Call } from "@/lib/two-factor/next-auth/call";
import type { FirstStep } from "@/lib/two-factor/next-auth/gate-config";
import { linksByEmail } from "@/lib/two-factor/next-auth/providers";

/** Whose account it is; `isNew` where the adapter is still to make the person, under an id that it chooses itself. */
export type SigningIn = { accountId: string; isNew: boolean };

/**
 * The account that NextAuth would open a session for. With an adapter this is the user that the provider's account is
 * linked to, or would be linked to by its e-mail address; else somebody new. Null refuses the sign-in.
 */
export async function accountOf(call: Call, step: FirstStep): Promise<SigningIn | null> {
  const { own, gate } = call;
  const { user, account } = step;
  const byAdapter = own.adapter && (account.type === "oauth" || account.type === "oidc");
  if (byAdapter) return (await knownUser(call, step)) ?? newPerson(user.id);
  const accountId = gate.accountOf ? await gate.accountOf(step) : user.id;
  return accountId ? { accountId, isNew: false } : null;
}

async function knownUser({ own }: Call, { user, account }: FirstStep): Promise<SigningIn | null> {
  const { provider, providerAccountId } = account;
  const linked = await own.adapter?.getUserByAccount?.({ provider, providerAccountId });
  const isLinkedByEmail = !linked && user.email && linksByEmail(own, provider);
  const found = linked ?? (isLinkedByEmail ? await own.adapter?.getUserByEmail?.(user.email ?? "") : null);
  return found ? { accountId: found.id, isNew: false } : null;
}

function newPerson(accountId: string | undefined): SigningIn | null {
  return accountId ? { accountId, isNew: true } : null;
}
