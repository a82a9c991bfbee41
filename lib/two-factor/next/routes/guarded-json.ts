import { TwoFactorFault } from "@/lib/two-factor/fault";
import type { LogPort } from "@/lib/two-factor/flows/ports";
import { readAtMost } from "@/lib/two-factor/next/routes/guarded-route";
import { problem } from "@/lib/two-factor/next/routes/problem";

/** The header in which a client sends the token that `csrfToken` made for its browser and session. */
const tokenHeader = "x-csrf-token";

export type GuardedJsonConfig = {
  log: LogPort;
  isSameOrigin: (headers: Headers) => boolean;
  isOwnToken: (given: unknown) => Promise<boolean>;
  maxBytes: number;
  /** The answer to a body that does not fit. */
  invalid: () => Promise<Response>;
};

type Schema<Input> = { safeParse(raw: unknown): { success: true; data: Input } | { success: false } };

/**
 * Wraps route handlers that change state for clients that send JSON. Judged in this order, and nothing runs before:
 *  1. own origin (403);
 *  2. the token of this browser and session (403);
 *  3. at most `maxBytes` (413);
 *  4. JSON (415), and what the schema says of it (422). Give a strict one: a field nobody asked for is refused.
 * A fault is logged once and answered with 503.
 */
export function createGuardedJson(config: () => GuardedJsonConfig) {
  return <Input, Route = unknown>(schema: Schema<Input>, handle: (input: Input, route: Route) => Promise<Response>) =>
    async (request: Request, route: Route): Promise<Response> => {
      const refused = await refuseStranger(config(), request);
      if (refused) return refused;
      const body = await readAtMost(request, config().maxBytes);
      if (!body) return problem(413, "body_too_large");
      if (!isJson(request.headers)) return problem(415, "json_only");
      const parsed = schema.safeParse(jsonOf(body));
      return parsed.success ? orProblem(config().log, () => handle(parsed.data, route)) : config().invalid();
    };
}

/** Runs `work`; a fault is logged once and told as 503. */
export async function orProblem(log: LogPort, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TwoFactorFault)) throw error;
    log.error("fault", { fault: error.code, error });
    return problem(503, "unavailable");
  }
}

async function refuseStranger(config: GuardedJsonConfig, { headers, url }: Request): Promise<Response | null> {
  const isOwnSite = config.isSameOrigin(headers);
  if (isOwnSite && (await config.isOwnToken(headers.get(tokenHeader)))) return null;
  config.log.warn("csrf_refused", { path: new URL(url).pathname });
  return problem(403, isOwnSite ? "out_of_date" : "cross_site_request");
}

function isJson(headers: Headers): boolean {
  return /^application\/json\s*(;|$)/i.test(headers.get("content-type") ?? "");
}

function jsonOf(body: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
