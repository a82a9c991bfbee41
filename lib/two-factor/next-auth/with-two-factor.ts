import type { NextAuthConfig } from "next-auth";
import { safeReturnPath } from "@/lib/two-factor/core/sign-in/return-path";
import { accountVersionOf, methodsOfFirstStep } from "@/lib/two-factor/next-auth/first-step";
import type { GateConfig } from "@/lib/two-factor/next-auth/gate-config";
import { secondStepProvider } from "@/lib/two-factor/next-auth/second-step";
import { jwtOptions, sessionCallbacks } from "@/lib/two-factor/next-auth/session-callbacks";

type FirstStep = Parameters<NonNullable<NonNullable<NextAuthConfig["callbacks"]>["signIn"]>>[0];

/**
 * Puts the second step between any first step of `authConfig` (password, OAuth, e-mail link) and its session.
 * Adds the provider "second-step", keeps sessions as rows, and leaves nothing in the token but an opaque id.
 */
export function withTwoFactor(authConfig: NextAuthConfig, config: () => GateConfig): NextAuthConfig {
  const { twoFactor, sessionCookie } = config();
  return {
    ...authConfig,
    providers: [...authConfig.providers, secondStepProvider(config)],
    session: { strategy: "jwt", maxAge: twoFactor.limits.session.lifetimeHours * 3600 },
    jwt: jwtOptions,
    cookies: { ...authConfig.cookies, sessionToken: sessionCookie },
    callbacks: {
      ...authConfig.callbacks,
      ...sessionCallbacks(config),
      signIn: async (params) => {
        const allowed = (await authConfig.callbacks?.signIn?.(params)) ?? true;
        if (allowed !== true || params.account?.provider === "second-step") return allowed;
        return passGate(config(), params);
      },
    },
    events: {
      ...authConfig.events,
      signOut: async (message) => {
        await authConfig.events?.signOut?.(message);
        const sessionId = "token" in message ? message.token?.sid : null;
        if (typeof sessionId !== "string") return;
        await twoFactor.endSession({ sessionId, because: "sign-out", context: await config().browser.context() });
      },
    },
  };
}

/** True lets NextAuth open a session; a path stops it with a redirect and no session. */
async function passGate(config: GateConfig, { user, account, credentials }: FirstStep): Promise<boolean | string> {
  if (!user.id) return false;
  const begun = await config.twoFactor.beginSignIn({
    accountId: user.id,
    amr: methodsOfFirstStep(account),
    returnPath: ownPath(credentials?.callbackUrl),
    ...accountVersionOf(user),
    context: await config.browser.context(),
  });
  if (!begun.owed) return true;
  await config.browser.keepPendingToken(begun.pendingToken, config.twoFactor.limits.pendingSignIn.lifetimeMinutes);
  return "/verify";
}

// NextAuth passes callbackUrl as a path or as an absolute address of this site, already checked by its redirect callback.
function ownPath(callbackUrl: unknown): string {
  if (typeof callbackUrl !== "string") return "/";
  return safeReturnPath(callbackUrl.replace(/^https?:\/\/[^/]+/, ""));
}
