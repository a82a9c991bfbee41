import { describe, expect, it } from "vitest";
import type { DeliveryReport } from "@/lib/two-factor/core/message/records";
import { TwoFactorFault } from "@/lib/two-factor/fault";
import type { PostedReport, ReportReader } from "@/lib/two-factor/flows/message/ports";
import { postReport } from "@/lib/two-factor/next/routes/report-route";
import { openTestSite, origin } from "@/lib/two-factor/testing/site";

const report: DeliveryReport = {
  ...{ provider: "resend", providerMessageId: "m-1", deliveryId: "d-1", state: "bounced" },
  at: new Date("2026-11-22T14:05:06Z"),
};

function routeWith(reader: ReportReader | null, record: () => Promise<boolean> = async () => true) {
  const recorded: unknown[] = [];
  const recordDeliveryReport = (given: unknown) => {
    recorded.push(given);
    return record();
  };
  const { site, events } = openTestSite({
    twoFactor: { recordDeliveryReport },
    reports: { resend: reader },
    maxBodyBytes: 100,
  });
  const post = (body: BodyInit = "{}", init: RequestInit = {}, provider = "resend") => {
    const request = new Request(`http://10.0.0.7:3000/api/webhooks/${provider}?a=b`, { method: "POST", body, ...init });
    return postReport(site, request, { params: Promise.resolve({ provider }) });
  };
  return { post, recorded, events, context: () => site.browser.context() };
}

describe("the route for reports", () => {
  it("records what is signed, once for the provider and once for the log", async () => {
    const { post, recorded, events, context } = routeWith(async () => report);
    expect((await post()).status).toBe(204);
    expect(recorded).toEqual([{ ...report, context: await context() }]);
    expect(events).toEqual(["delivery_reported"]);
  });

  it("shows the reader the public address, whatever the proxy in front made of it", async () => {
    const seen: PostedReport[] = [];
    const { post } = routeWith(async (posted) => {
      seen.push(posted);
      return null;
    });
    await post("hello", { headers: { "x-signature": "s" } });
    expect(seen.map(({ url, body }) => [url, body])).toEqual([[`${origin}/api/webhooks/resend?a=b`, "hello"]]);
    expect(seen[0]?.headers.get("x-signature")).toBe("s");
  });

  it("takes a report that changes nothing, so that nobody sends it again", async () => {
    const late = routeWith(
      async () => report,
      async () => false,
    );
    expect((await late.post()).status).toBe(204);
    const uninteresting = routeWith(async () => null);
    expect((await uninteresting.post()).status).toBe(204);
    expect(uninteresting.recorded).toEqual([]);
  });

  it.each([
    ["forged", 401],
    ["malformed", 400],
  ] as const)("refuses a %s one with %i and records nothing", async (word, status) => {
    const { post, recorded, events } = routeWith(async () => word);
    expect((await post()).status).toBe(status);
    expect(recorded).toEqual([]);
    expect(events).toEqual(["report_refused"]);
  });

  it("is not there for a provider that is not set up, or that there is none of", async () => {
    expect((await routeWith(null).post()).status).toBe(404);
    const { post } = routeWith(async () => report);
    for (const provider of ["twilio", "constructor", "__proto__"])
      expect((await post("{}", {}, provider)).status).toBe(404);
  });

  // Attack: a body without an end, before anybody has looked at its signature.
  it("stops reading at its limit, whatever the header promised", async () => {
    const { post, recorded } = routeWith(async () => report);
    expect((await post("x".repeat(101))).status).toBe(413);
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(60));
      },
    });
    expect((await post(endless, { duplex: "half" } as RequestInit)).status).toBe(413);
    expect(pulled).toBeLessThan(10);
    expect(recorded).toEqual([]);
  });

  it("asks the provider to come back while the database is away", async () => {
    const { post, events } = routeWith(
      async () => report,
      () => Promise.reject(new TwoFactorFault("store-unavailable", "away")),
    );
    expect((await post()).status).toBe(503);
    expect(events).toEqual(["delivery_report_lost"]);
  });
});
