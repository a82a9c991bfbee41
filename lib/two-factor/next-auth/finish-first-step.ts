import type { Adapter, AdapterAccount, AdapterUser } from "next-auth/adapters";
import type { Call } from "@/lib/two-factor/next-auth/call";
import { emit } from "@/lib/two-factor/next-auth/emit";
import type { FirstStep } from "@/lib/two-factor/next-auth/gate-config";
import { accountFields } from "@/lib/two-factor/next-auth/providers";
import { RefusedSignIn } from "@/lib/two-factor/next-auth/refused-sign-in";

type Finishing = { call: Call; adapter: Adapter; user: AdapterUser; first: FirstStep };

/**
 * What NextAuth does between a first step and its session, for one that had to wait for the second: the address of a link is
 * verified, a provider that may be linked by its e-mail address is linked. Returns the step as callbacks and events know it.
 */
export async function finishFirstStep(call: Call, accountId: string, first: FirstStep): Promise<FirstStep> {
  const { adapter } = call.own;
  if (!adapter || first.account.type === "credentials") return first;
  const user = await adapter.getUser?.(accountId);
  if (!user) throw new RefusedSignIn({ code: "not-pending" });
  const finishing = { call, adapter, user, first };
  return { ...first, user: first.account.type === "email" ? await verifyAddress(finishing) : await link(finishing) };
}

async function verifyAddress({ call, adapter, user }: Finishing): Promise<AdapterUser> {
  const updated = (await adapter.updateUser?.({ id: user.id, emailVerified: new Date() })) ?? user;
  await emit(call, "updateUser", { user: updated });
  return updated;
}

async function link({ call, adapter, user, first }: Finishing): Promise<AdapterUser> {
  const { provider, providerAccountId, type } = first.account;
  const linked = await adapter.getUserByAccount?.({ provider, providerAccountId });
  if (linked && linked.id !== user.id) throw new RefusedSignIn({ code: "not-pending" });
  if (linked) return user;
  const fields = accountFields(call.own, first.account);
  const account = { ...fields, provider, providerAccountId, type, userId: user.id } as AdapterAccount;
  await adapter.linkAccount?.(account);
  // NextAuth tells both, also of a person who is not new.
  await emit(call, "createUser", { user });
  await emit(call, "linkAccount", { user, account, profile: first.user });
  return user;
}
