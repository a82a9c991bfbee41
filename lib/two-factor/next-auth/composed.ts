import type { NextAuthConfig } from "next-auth";
import type { Call } from "@/lib/two-factor/next-auth/call";
import { databaseSessions } from "@/lib/two-factor/next-auth/database-sessions";
import { firstStepCallbacks } from "@/lib/two-factor/next-auth/first-step-callbacks";
import { quietLogger } from "@/lib/two-factor/next-auth/logger";
import { namingTheAccount } from "@/lib/two-factor/next-auth/providers";
import { secondStepProvider } from "@/lib/two-factor/next-auth/second-step";
import { isDatabaseStrategy, sessionOptions } from "@/lib/two-factor/next-auth/session-settings";
import { sessionCallback } from "@/lib/two-factor/next-auth/session-view";
import { signInEvent } from "@/lib/two-factor/next-auth/sign-in-callbacks";
import { tokenSessions } from "@/lib/two-factor/next-auth/token-sessions";

/** The application's configuration with the gate in it, for one call. */
export function composed(call: Call): NextAuthConfig {
  const { own, gate } = call;
  const { adapter, jwt, tokenCallback, events } = isDatabaseStrategy(own)
    ? databaseSessions(call)
    : tokenSessions(call);
  return {
    ...own,
    secret: own.secret ?? gate.secret,
    session: sessionOptions(own, gate),
    ...(adapter && { adapter }),
    providers: [...own.providers.map(namingTheAccount), secondStepProvider(call)],
    logger: quietLogger(own.logger),
    jwt: { ...own.jwt, ...jwt },
    callbacks: {
      ...own.callbacks,
      ...firstStepCallbacks(call),
      jwt: tokenCallback,
      session: sessionCallback(call),
    },
    events: { ...own.events, signIn: signInEvent(call), ...events },
  };
}
