import { describe, expect, it } from "vitest";
import { z } from "zod";
import { TwoFactorFault } from "@/lib/two-factor/fault";
import { submitJson } from "@/lib/two-factor/next/routes/guarded-json";
import { refusalProblem } from "@/lib/two-factor/next/routes/problem";
import { openTestSite, origin } from "@/lib/two-factor/testing/site";

async function openRoute(handle: () => Promise<Response> = async () => Response.json({ done: true })) {
  const ran: unknown[] = [];
  const { site, events, token } = openTestSite({ maxBodyBytes: 100 });
  const own = await token();
  const schema = z.strictObject({ item: z.string() });
  const post = (body: BodyInit, headers: Record<string, string> = {}) => {
    const usual = { origin, "x-csrf-token": own, "content-type": "application/json", ...headers };
    const request = new Request(`${origin}/api/x`, { method: "POST", body, headers: usual });
    return submitJson(site, request, schema, (input) => {
      ran.push(input);
      return handle();
    });
  };
  return { post, ran, events };
}

describe("a guarded route for JSON", () => {
  it("hands on what the schema read", async () => {
    const { post, ran } = await openRoute();
    expect((await post('{"item":"coat"}', { "content-type": "application/json; charset=utf-8" })).status).toBe(200);
    expect(ran).toEqual([{ item: "coat" }]);
  });

  // Attack: a page elsewhere, a form that pretends to be JSON, a body with fields that nobody asked for.
  // Defence: origin, token, size, type and schema are judged before anything runs.
  it.each<[string, number, string, BodyInit, Record<string, string>]>([
    ["from another site", 403, "cross_site_request", '{"item":"coat"}', { origin: "https://evil.example" }],
    ["with the token of somebody else", 403, "out_of_date", '{"item":"coat"}', { "x-csrf-token": "other" }],
    ["without a token", 403, "out_of_date", '{"item":"coat"}', { "x-csrf-token": "" }],
    ["longer than allowed", 413, "body_too_large", JSON.stringify({ item: "x".repeat(100) }), {}],
    ["that calls itself plain text", 415, "json_only", '{"item":"coat"}', { "content-type": "text/plain" }],
    ["that is no JSON", 422, "invalid-input", "{item:coat}", {}],
    ["that is no UTF-8", 422, "invalid-input", new Uint8Array([0x7b, 0xff, 0x7d]), {}],
    ["with one field too many", 422, "invalid-input", '{"item":"coat","total":1}', {}],
    ["with a field of another type", 422, "invalid-input", '{"item":7}', {}],
    ["that is a list", 422, "invalid-input", '["coat"]', {}],
    ["that is empty", 422, "invalid-input", "", {}],
  ])("refuses a body %s with %i %s", async (_, status, code, body, headers) => {
    const { post, ran } = await openRoute();
    const refused = await post(body, headers);
    expect(refused.status).toBe(status);
    expect(await refused.json()).toMatchObject({ status, code, error: code });
    expect(ran).toEqual([]);
  });

  it("answers a fault with 503 and tells the log once", async () => {
    const { post, events } = await openRoute(() => Promise.reject(new TwoFactorFault("store-unavailable", "away")));
    expect((await post('{"item":"coat"}')).status).toBe(503);
    expect(events).toEqual(["fault"]);
  });
});

describe("a refusal for machines", () => {
  const paths = { signIn: "/sign-in" };

  it("carries its code, its sentence and what it knows, and says when to come back", async () => {
    const refused = refusalProblem(paths, { code: "cool-down", retryAfterSeconds: 42 }, "Wait.");
    expect(refused.headers.get("retry-after")).toBe("42");
    expect(refused.headers.get("content-type")).toBe("application/problem+json");
    expect(await refused.json()).toEqual({
      status: 429,
      title: "Too Many Requests",
      code: "cool-down",
      error: "cool-down",
      detail: "Wait.",
      retryAfterSeconds: 42,
    });
  });

  it("names a way to prove oneself with every 401", () => {
    expect(refusalProblem(paths, { code: "signed-out" }, "").headers.get("www-authenticate")).toContain("/sign-in");
  });
});
