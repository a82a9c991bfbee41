import type { NextAuthConfig } from "next-auth";
import type { Call } from "@/lib/two-factor/next-auth/call";
import { firstStepCallbacks } from "@/lib/two-factor/next-auth/first-step-callbacks";
import { quietLogger } from "@/lib/two-factor/next-auth/logger";
import { namingTheAccount } from "@/lib/two-factor/next-auth/providers";
import { secondStepProvider } from "@/lib/two-factor/next-auth/second-step";
import { tokenSessions } from "@/lib/two-factor/next-auth/token-sessions";

/** The application's configuration with the gate in it, for one call. */
export function composed(call: Call): NextAuthConfig {
  const { own, gate } = call;
  const { callbacks, ...sessions } = tokenSessions(call);
  return {
    ...own,
    secret: own.secret ?? gate.secret,
    providers: [...own.providers.map(namingTheAccount), secondStepProvider(call)],
    logger: quietLogger(own.logger),
    ...sessions,
    callbacks: { ...own.callbacks, ...firstStepCallbacks(call), ...callbacks },
  };
}
