import type { DeliveryReport } from "@/lib/two-factor/core/message/records";
import type { RequestContext } from "@/lib/two-factor/core/request";
import type { ReportReader } from "@/lib/two-factor/flows/message/ports";
import type { LogPort } from "@/lib/two-factor/flows/ports";
import { readAtMost } from "@/lib/two-factor/next/routes/guarded-route";
import { problem } from "@/lib/two-factor/next/routes/problem";

export type ReportRouteConfig = {
  log: LogPort;
  /** The public origin: what the provider signed, whatever a proxy made of it. */
  origin: string;
  maxBytes: number;
  context: () => Promise<RequestContext>;
  record: (report: DeliveryReport & { context: RequestContext }) => Promise<boolean>;
};

/**
 * A route that takes a provider's reports of deliveries. Judged in this order:
 *  1. is there a provider that could send any (404);
 *  2. the size of the body, counted while it arrives (413);
 *  3. the signature (401), and whether what is signed makes sense (400);
 *  4. the row, which moves forward or stays: a replayed or late report is taken (204) and changes nothing.
 * A database that does not answer is 503, so that the provider comes back.
 */
export function createReportRoute(config: () => ReportRouteConfig) {
  return (reader: () => ReportReader | null) =>
    async (request: Request): Promise<Response> => {
      const { log, maxBytes } = config();
      const read = reader();
      if (!read) return problem(404, "not_found");
      const body = await readAtMost(request, maxBytes);
      if (!body) return problem(413, "body_too_large");
      const report = await read({ ...postedTo(request, config().origin), body: new TextDecoder().decode(body) });
      if (report === "forged" || report === "malformed") {
        log.warn("report_refused", { path: new URL(request.url).pathname, because: report });
        return report === "forged" ? problem(401, "bad_signature") : problem(400, "malformed");
      }
      return report ? record(report, config()) : new Response(null, { status: 204 });
    };
}

function postedTo({ url, headers }: Request, origin: string) {
  const { pathname, search } = new URL(url);
  return { url: `${origin}${pathname}${search}`, headers };
}

async function record(report: DeliveryReport, config: ReportRouteConfig): Promise<Response> {
  const { provider, state } = report;
  try {
    const changed = await config.record({ ...report, context: await config.context() });
    config.log.info("delivery_reported", { provider, state, changed });
    return new Response(null, { status: 204 });
  } catch (error) {
    config.log.error("delivery_report_lost", { provider, state, error });
    return problem(503, "unavailable");
  }
}
