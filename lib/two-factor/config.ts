import { defaultLimits, faultsOfLimits } from "@/lib/two-factor/core/limit/limits";
import { safeReturnPath } from "@/lib/two-factor/core/sign-in/return-path";
import type { SensitiveAction } from "@/lib/two-factor/flows/action/sensitive-action";
import type { ReportReader } from "@/lib/two-factor/flows/message/ports";
import type { Paths, Texts } from "@/lib/two-factor/next/site";
import type { GateConfig, SessionSettings } from "@/lib/two-factor/next-auth/gate-config";
import type { TwoFactorConfig } from "@/lib/two-factor/two-factor";

/** How sessions last, and whose they are. */
type SessionRules = Pick<GateConfig, "sessionLifetime" | "earlierSessions" | "accountOf" | "accountOfToken">;

export type CountersignConfig = Omit<TwoFactorConfig, "afterResponse"> &
  SessionRules & {
    /** The public origin, such as "https://shop.example". With https, cookies are secure and named `__Host-`. */
    origin: string;
    /** NextAuth's secret, at least 32 bytes. */
    secret: string;
    /** The settings of your NextAuth configuration that say how a session is kept; its defaults where this is left out. */
    sessions?: SessionSettings;
    /** The language of the page of this request, BCP 47. */
    locale: () => Promise<string>;
    texts: Texts;
    /** What a person does only after approving it. Loaded at the first use, so an action may import what uses it. */
    actions?: () => Promise<readonly SensitiveAction[]>;
    /** Readers of providers' reports, each under the last part of its route; null for a provider that is not set up. */
    reports?: Readonly<Record<string, ReportReader | null>>;
    /** Where the application has its pages, if not where the demo has them. */
    paths?: Partial<Paths>;
    /** How many proxies in front may be believed about the client's address; 0 by default: none, headers are ignored. */
    trustedProxyHops?: number;
    /** Whether pages are built when they are asked for: the content security policy is looser then. */
    development?: boolean;
    /** The longest body of a form; 65,536 by default. */
    maxBodyBytes?: number;
  };

export const defaultPaths: Paths = {
  signIn: "/sign-in",
  verify: "/verify",
  approve: "/approve",
  unavailable: "/unavailable",
  outOfDate: "/out-of-date",
};

export const defaultMaxBodyBytes = 65_536;

/** One line per fault, each naming its setting; empty when all is well. */
export function faultsOfConfig(config: CountersignConfig): string[] {
  const { keys, channels, secret, limits = defaultLimits, trustedProxyHops = 0 } = config;
  const { origin, paths = {}, maxBodyBytes = defaultMaxBodyBytes } = config;
  return [
    ...(isOrigin(origin) ? [] : ["origin: must be an origin, such as https://shop.example"]),
    ...(Buffer.byteLength(secret) >= 32 ? [] : ["secret: must be at least 32 bytes"]),
    ...(keys.length > 0 ? [] : ["keys: must hold at least one key"]),
    ...(Object.values(channels).some(Boolean) ? [] : ["channels: at least one must be set"]),
    ...(isWhole(trustedProxyHops, 0) ? [] : ["trustedProxyHops: must be a whole number, 0 or more"]),
    ...(isWhole(maxBodyBytes, 1) ? [] : ["maxBodyBytes: must be a positive whole number"]),
    ...faultsOfPaths(paths),
    ...faultsOfLimits(limits),
  ];
}

function faultsOfPaths(paths: Partial<Paths>): string[] {
  const wrong = Object.entries(paths).filter(([, path]) => safeReturnPath(path) !== path || path.endsWith("/"));
  return wrong.map(([name]) => `paths.${name}: must be a path of this site, such as "/sign-in"`);
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text);
}

function isWhole(value: number, least: number): boolean {
  return Number.isSafeInteger(value) && value >= least;
}
