import type { DeliveryReport } from "@/lib/two-factor/core/message/records";
import { problem } from "@/lib/two-factor/next/routes/problem";
import { readAtMost } from "@/lib/two-factor/next/routes/read-body";
import type { Site } from "@/lib/two-factor/next/site";

/**
 * A provider's report of a delivery, posted from elsewhere: its signature is the guard. Judged in this order:
 *  1. is there a provider of this name that could send any (404);
 *  2. the size of the body, counted while it arrives (413);
 *  3. the signature (401), and whether what is signed makes sense (400);
 *  4. the row, which moves forward or stays: a replayed or late report is taken (204) and changes nothing.
 * A database that does not answer is 503, so that the provider comes back.
 */
export async function postReport(
  site: Site,
  request: Request,
  { params }: { params: Promise<{ provider: string }> },
): Promise<Response> {
  const { provider } = await params;
  const read = Object.hasOwn(site.reports, provider) ? site.reports[provider] : null;
  if (!read) return problem(404, "not_found");
  const body = await readAtMost(request, site.maxBodyBytes);
  if (!body) return problem(413, "body_too_large");
  const report = await read({ ...postedTo(request, site.origin), body: new TextDecoder().decode(body) });
  if (report === "forged" || report === "malformed") {
    site.log.warn("report_refused", { path: new URL(request.url).pathname, because: report });
    return report === "forged" ? problem(401, "bad_signature") : problem(400, "malformed");
  }
  return report ? record(site, report) : new Response(null, { status: 204 });
}

/** What the provider signed: the public address, whatever a proxy made of it. */
function postedTo({ url, headers }: Request, origin: string) {
  const { pathname, search } = new URL(url);
  return { url: `${origin}${pathname}${search}`, headers };
}

async function record({ twoFactor, browser, log }: Site, report: DeliveryReport): Promise<Response> {
  const { provider, state } = report;
  try {
    const changed = await twoFactor.recordDeliveryReport({ ...report, context: await browser.context() });
    log.info("delivery_reported", { provider, state, changed });
    return new Response(null, { status: 204 });
  } catch (error) {
    log.error("delivery_report_lost", { provider, state, error });
    return problem(503, "unavailable");
  }
}
