import type { NextRequest } from "next/server";
import type { NextAuthConfig } from "next-auth";
import { TwoFactorFault } from "@/lib/two-factor/fault";
import { newVisit } from "@/lib/two-factor/next-auth/call";
import { composed } from "@/lib/two-factor/next-auth/composed";
import { configFaults } from "@/lib/two-factor/next-auth/config-faults";
import type { AuthConfig, GateConfig } from "@/lib/two-factor/next-auth/gate-config";

/**
 * Puts the second step between any first step of `authConfig` and its session. Give `configure` to NextAuth as it is:
 * `NextAuth(gate.configure)`. Callbacks, events, cookies, strategy and lifetime stay the application's.
 */
export function createGate(authConfig: AuthConfig, config: () => GateConfig) {
  const ownConfig = async (request?: NextRequest) =>
    typeof authConfig === "function" ? authConfig(request) : authConfig;
  return {
    /** Throws TwoFactorFault("misconfigured") for what `faults` names. */
    configure: async (request?: NextRequest): Promise<NextAuthConfig> => {
      const [own, gate] = [await ownConfig(request), config()];
      const faults = configFaults(own, gate);
      if (faults.length > 0) throw new TwoFactorFault("misconfigured", faults.join("\n"));
      return composed({ own, gate, request, visit: newVisit() });
    },
    /** One line per setting of NextAuth that cannot be composed; ask at the start, and stop it where there are any. */
    faults: async (): Promise<string[]> => configFaults(await ownConfig(), config()),
  };
}
