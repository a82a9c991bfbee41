import type { NextAuthConfig } from "next-auth";
import { safeReturnPath } from "@/lib/two-factor/core/sign-in/return-path";
import { accountOf } from "@/lib/two-factor/next-auth/account-of";
import type { Call } from "@/lib/two-factor/next-auth/call";
import { packFirstStep } from "@/lib/two-factor/next-auth/carried-step";
import { accountVersionOf, provedBy } from "@/lib/two-factor/next-auth/first-step";
import type { FirstStep } from "@/lib/two-factor/next-auth/gate-config";

type Callbacks = NonNullable<NextAuthConfig["callbacks"]>;
type SignIn = NonNullable<Callbacks["signIn"]>;
type Redirect = NonNullable<Callbacks["redirect"]>;

/** The gate itself: between a first step that the application allows, and whatever NextAuth would make of it. */
export function firstStepCallbacks(call: Call): { signIn: SignIn; redirect: Redirect } {
  const { own, gate, visit } = call;
  return {
    signIn: async (params) => {
      if (visit.grant) return true;
      const allowed = (await own.callbacks?.signIn?.(params)) ?? true;
      const { user, account, profile, email } = params;
      // A link is only asked for: nothing is proved yet.
      if (allowed !== true || email?.verificationRequest) return allowed;
      return account ? passGate(call, { user, account, profile }) : false;
    },
    redirect: async (params) => {
      if (visit.isOwed && params.url === gate.codePage) return new URL(params.url, params.baseUrl).href;
      const allowed = await (own.callbacks?.redirect ?? toThisSite)(params);
      // NextAuth asks first where the sign-in leads to: what was asked for, or what its callback-url cookie remembers.
      visit.returnTo ??= pathOn(allowed, params.baseUrl);
      return allowed;
    },
  };
}

/** True lets NextAuth open a session; a path stops it with a redirect and no session. */
async function passGate(call: Call, step: FirstStep): Promise<boolean | string> {
  const { gate, visit } = call;
  const found = await accountOf(call, step);
  if (!found) return false;
  // No session comes of a call without a grant.
  if (found.as === "refused") return true;
  if (found.as === "signed-in") {
    visit.grant = { by: "session", accountId: found.accountId };
    return true;
  }
  const proved = { ...provedBy(call.own, step), ...accountVersionOf(step.user) };
  const begun = await gate.twoFactor.beginSignIn({
    accountId: found.accountId,
    ...proved,
    returnPath: visit.returnTo ?? "/",
    carried: packFirstStep(step),
    context: await gate.browser.context(),
  });
  if (begun.owed) {
    await gate.browser.keepPendingToken(begun.pendingToken, gate.twoFactor.limits.pendingSignIn.lifetimeMinutes);
    visit.isOwed = true;
    return gate.codePage;
  }
  visit.grant = { by: "first-step", accountId: found.as === "new" ? null : found.accountId, ...proved };
  return true;
}

/** NextAuth's own rule, where the application has none. */
function toThisSite({ url, baseUrl }: Parameters<Redirect>[0]): string {
  if (url.startsWith("/")) return `${baseUrl}${url}`;
  return URL.canParse(url) && new URL(url).origin === baseUrl ? url : baseUrl;
}

function pathOn(address: string, baseUrl: string): string {
  if (!URL.canParse(address, baseUrl)) return "/";
  const { origin, pathname, search, hash } = new URL(address, baseUrl);
  return origin === new URL(baseUrl).origin ? safeReturnPath(`${pathname}${search}${hash}`) : "/";
}
