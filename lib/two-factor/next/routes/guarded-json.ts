import { isOwnToken } from "@/lib/two-factor/next/guards/form-token";
import { isSameOrigin } from "@/lib/two-factor/next/guards/origin";
import { orProblem, problem, refusalProblem } from "@/lib/two-factor/next/routes/problem";
import { readAtMost } from "@/lib/two-factor/next/routes/read-body";
import type { Site } from "@/lib/two-factor/next/site";

/** The header in which a client sends the token that `csrfToken` made for its browser and session. */
const tokenHeader = "x-csrf-token";

/** A strict one: a field nobody asked for is refused. */
export type Schema<Input> = { safeParse(raw: unknown): { success: true; data: Input } | { success: false } };

/**
 * Handles a change that a client sends as JSON. Judged in this order, and nothing runs before:
 *  1. own origin (403);
 *  2. the token of this browser and session (403);
 *  3. at most `maxBodyBytes` (413);
 *  4. JSON (415), and what the schema says of it (422).
 * A fault is logged once and answered with 503.
 */
export async function submitJson<Input>(
  site: Site,
  request: Request,
  schema: Schema<Input>,
  handle: (input: Input) => Promise<Response>,
): Promise<Response> {
  const refused = await refuseStranger(site, request);
  if (refused) return refused;
  const body = await readAtMost(request, site.maxBodyBytes);
  if (!body) return problem(413, "body_too_large");
  if (!isJson(request.headers)) return problem(415, "json_only");
  const parsed = schema.safeParse(jsonOf(body));
  return parsed.success ? orProblem(site.log, () => handle(parsed.data)) : invalid(site);
}

async function refuseStranger(site: Site, { headers, url }: Request): Promise<Response | null> {
  const isOwnSite = isSameOrigin(headers, site.origin);
  if (isOwnSite && (await isOwnToken(site, headers.get(tokenHeader)))) return null;
  site.log.warn("csrf_refused", { path: new URL(url).pathname });
  return problem(403, isOwnSite ? "out_of_date" : "cross_site_request");
}

async function invalid({ paths, texts }: Site): Promise<Response> {
  const refusal = { code: "invalid-input" } as const;
  return refusalProblem(paths, refusal, await texts.refusal(refusal));
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
