import { isSameOrigin } from "@/lib/two-factor/next/guards/origin";
import { problem } from "@/lib/two-factor/next/routes/problem";
import { readAtMost } from "@/lib/two-factor/next/routes/read-body";
import type { Site } from "@/lib/two-factor/next/site";

/** Handles a change that is no JSON: own origin only, and a body of at most `maxBodyBytes`, which may be trusted in size. */
export async function guardedPost(
  site: Site,
  request: Request,
  handle: (body: ArrayBuffer) => Promise<Response>,
): Promise<Response> {
  if (!isSameOrigin(request.headers, site.origin)) {
    site.log.warn("csrf_refused", { path: new URL(request.url).pathname });
    return problem(403, "cross_site_request");
  }
  const body = await readAtMost(request, site.maxBodyBytes);
  return body ? handle(body) : problem(413, "body_too_large");
}
