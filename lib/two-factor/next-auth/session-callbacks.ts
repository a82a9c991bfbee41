import type { NextAuthConfig, User } from "next-auth";
import { encode } from "next-auth/jwt";
import type { SessionRecord } from "@/lib/two-factor/core/session/records";
import type { AuthenticationMethod } from "@/lib/two-factor/core/words";
import { accountVersionOf, methodsOfFirstStep } from "@/lib/two-factor/next-auth/first-step";
import type { GateConfig } from "@/lib/two-factor/next-auth/gate-config";
import { RefusedSignIn } from "@/lib/two-factor/next-auth/refused-sign-in";

type Callbacks = Required<Pick<NonNullable<NextAuthConfig["callbacks"]>, "jwt" | "session">>;

/** Whatever a callback put into the token, only the opaque session id reaches the cookie. */
export const jwtOptions: NextAuthConfig["jwt"] = {
  encode: (params) => encode({ ...params, token: { sid: params.token?.sid } }),
};

/**
 * All that a session grants is read from its row, each time.
 * The payload of an "update" is whatever a client posted to NextAuth's session endpoint: it is never looked at.
 */
export function sessionCallbacks(config: () => GateConfig): Callbacks {
  return {
    jwt: async ({ token, user, account, trigger }) => {
      if (trigger === "signIn" || trigger === "signUp") {
        await endEarlierSession(config());
        return {
          sid:
            account?.provider === "second-step"
              ? sessionIdOf(user)
              : await openSession(config(), user, methodsOfFirstStep(account)),
        };
      }
      if (typeof token.sid !== "string") return null;
      const live = await config().twoFactor.readSession({ sessionId: token.sid });
      return live && { sid: token.sid, live };
    },
    session: async ({ session: { expires }, token }) => {
      const live = token.live as SessionRecord;
      const auth_time = Math.floor(live.authenticatedAt.getTime() / 1000);
      return { expires, user: { id: live.accountId }, amr: live.amr, acr: live.acr, auth_time };
    },
  };
}

/** A sign-in over a sign-in: the browser gets a new id and the old one is dead at once (ASVS 7.2.4). */
async function endEarlierSession({ twoFactor, browser, currentSessionId }: GateConfig): Promise<void> {
  const sessionId = await currentSessionId();
  if (sessionId) await twoFactor.endSession({ sessionId, because: "revoked", context: await browser.context() });
}

function sessionIdOf(user: User): string {
  if ("sessionId" in user && typeof user.sessionId === "string") return user.sessionId;
  throw new Error("The second step ended without a session");
}

/** The first step alone was enough. The store refuses where the second step, or the password, has been changed meanwhile. */
async function openSession(
  { twoFactor, browser }: GateConfig,
  user: User,
  amr: AuthenticationMethod[],
): Promise<string> {
  const opened = user.id
    ? await twoFactor.openSession({
        accountId: user.id,
        amr,
        ...accountVersionOf(user),
        context: await browser.context(),
      })
    : null;
  if (!opened?.ok) throw new RefusedSignIn({ code: "not-pending" });
  return opened.sessionId;
}
