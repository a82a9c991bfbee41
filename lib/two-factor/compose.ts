import { cookies, headers } from "next/headers";
import { after } from "next/server";
import { type CountersignConfig, defaultMaxBodyBytes, defaultPaths, faultsOfConfig } from "@/lib/two-factor/config";
import { once } from "@/lib/two-factor/core/once";
import { createDraftSealer } from "@/lib/two-factor/crypto/seal-draft";
import { hashToken } from "@/lib/two-factor/crypto/tokens";
import { TwoFactorFault } from "@/lib/two-factor/fault";
import { createBrowser } from "@/lib/two-factor/next/guards/browser";
import type { Site } from "@/lib/two-factor/next/site";
import type { GateConfig, ReaderConfig } from "@/lib/two-factor/next-auth/gate-config";
import { createSessionIdReader } from "@/lib/two-factor/next-auth/session-id";
import { createTwoFactor } from "@/lib/two-factor/two-factor";

/** The application that this configuration describes. Throws TwoFactorFault("misconfigured") with a line per fault. */
export function siteOf(config: CountersignConfig): Site {
  const faults = faultsOfConfig(config);
  if (faults.length > 0) throw new TwoFactorFault("misconfigured", faults.join("\n"));
  const { origin, secret, texts, log, reports = {}, maxBodyBytes = defaultMaxBodyBytes } = config;
  const secureCookies = origin.startsWith("https:");
  const request = { headers, cookies };
  const twoFactor = createTwoFactor({ ...config, afterResponse: (work) => after(work) });
  const browser = createBrowser({
    request,
    secureCookies,
    trustedProxyHops: config.trustedProxyHops ?? 0,
    hash: hashToken,
    locale: config.locale,
  });
  const reader = readerOf(config, { twoFactor, browser, secret, secureCookies });
  return {
    twoFactor,
    approvals: once(async () => twoFactor.approvals((await config.actions?.()) ?? [])),
    browser,
    sessionId: createSessionIdReader(config.sessions ?? {}, () => reader),
    drafts: createDraftSealer(config.keys),
    paths: { ...defaultPaths, ...config.paths },
    development: config.development ?? false,
    hash: hashToken,
    request,
    ...{ origin, secret, secureCookies, texts, reports, maxBodyBytes, log },
  };
}

/** What stands between a first step of NextAuth and its session. */
export function gateOf(config: CountersignConfig, site: Site): GateConfig {
  return { ...readerOf(config, site), codePage: site.paths.verify, readWith: config.sessions ?? {} };
}

/** What the gate and the guards alike need to read the session of a request. */
function readerOf(
  config: CountersignConfig,
  { twoFactor, browser, secret, secureCookies }: Pick<Site, "twoFactor" | "browser" | "secret" | "secureCookies">,
): ReaderConfig {
  const { sessionLifetime, earlierSessions, accountOf, accountOfToken } = config;
  return {
    ...{ twoFactor, browser, cookieHeader, secret, secureCookies },
    ...(sessionLifetime && { sessionLifetime }),
    ...(earlierSessions && { earlierSessions }),
    ...(accountOf && { accountOf }),
    ...(accountOfToken && { accountOfToken }),
  };
}

async function cookieHeader(): Promise<string | null> {
  return (await headers()).get("cookie");
}
