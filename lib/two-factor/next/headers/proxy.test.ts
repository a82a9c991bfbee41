import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { defaultPaths } from "@/lib/two-factor/config";
import { withHeaders } from "@/lib/two-factor/next/headers/proxy";

const ask = (path: string, { secure = true, ...headers }: { secure?: boolean; [header: string]: unknown } = {}) =>
  withHeaders(
    { secureCookies: secure, development: false, maxBodyBytes: 65_536, paths: defaultPaths },
    new NextRequest(`https://shop.example${path}`, { headers: headers as Record<string, string> }),
  );
const policyOf = (response: Response) => response.headers.get("content-security-policy") ?? "";

describe("headers of every response", () => {
  it("allow own scripts by a nonce that is new each time, and nothing inline", () => {
    const [one, other] = [policyOf(ask("/")), policyOf(ask("/"))];
    expect(one).toMatch(/script-src 'nonce-[A-Za-z0-9+/]{24}' 'strict-dynamic';/);
    expect(one).not.toContain("unsafe");
    expect(one).not.toBe(other);
  });

  it("forbid framing, foreign forms, plugins and a foreign base", () => {
    for (const part of ["frame-ancestors 'none'", "form-action 'self'", "object-src 'none'", "base-uri 'none'"]) {
      expect(policyOf(ask("/"))).toContain(part);
    }
  });

  it("keep personal pages out of every cache", () => {
    expect(ask("/account").headers.get("cache-control")).toBe("private, no-store");
  });

  it("promise https for two years on https, and nothing on plain loopback", () => {
    expect(ask("/").headers.get("strict-transport-security")).toBe("max-age=63072000; includeSubDomains");
    expect(ask("/", { secure: false }).headers.get("strict-transport-security")).toBeNull();
  });

  it("give a fault and a foreign form their status", () => {
    expect(ask("/unavailable").status).toBe(503);
    expect(ask("/out-of-date").status).toBe(403);
    expect(ask("/account").status).toBe(200);
  });
});

// Attack: megabytes in place of a form, many at once, to fill the memory or keep the server parsing.
describe("a body that says it is longer than any form", () => {
  it("is refused with the headers of every response, up to the limit it is not", () => {
    const refused = ask("/sign-in", { "content-length": "65537" });
    expect(refused.status).toBe(413);
    expect(policyOf(refused)).toContain("frame-ancestors 'none'");
    expect(ask("/sign-in", { "content-length": "65536" }).status).toBe(200);
  });
});

describe("the browser cookie", () => {
  it("is set once, host-bound, unreadable for scripts", () => {
    const cookie = ask("/").headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^__Host-countersign\.browser=[A-Za-z0-9_-]{43};/);
    for (const part of ["Path=/", "Secure", "HttpOnly", "SameSite=lax"]) expect(cookie).toContain(part);
    expect(cookie).not.toContain("Domain");
  });

  it("is kept when it is one of ours", () => {
    const cookie = `__Host-countersign.browser=${"a".repeat(43)}`;
    expect(ask("/", { cookie }).headers.get("set-cookie")).toBeNull();
  });

  // Attack: plant a cookie of a chosen or tiny value, to know what a challenge is bound to.
  it.each(["short", "a".repeat(44), "", "<script>"])("is replaced when it reads %j", (value) => {
    const cookie = `__Host-countersign.browser=${value}`;
    expect(ask("/", { cookie }).headers.get("set-cookie")).toMatch(/countersign\.browser=[A-Za-z0-9_-]{43};/);
  });

  it("reaches the page of the very first request", () => {
    const forwarded = ask("/").headers.get("x-middleware-request-cookie") ?? "";
    expect(forwarded).toMatch(/countersign\.browser=[A-Za-z0-9_-]{43}/);
  });
});
