import { randomBytes, randomUUID } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { browserCookieDays, cookieName, cookieOptions, isBrowserToken } from "@/lib/two-factor/next/guards/cookies";
import { contentSecurityPolicy, securityHeaders } from "@/lib/two-factor/next/headers/security-headers";
import type { Site } from "@/lib/two-factor/next/site";

type HeaderOptions = Pick<Site, "secureCookies" | "development" | "maxBodyBytes" | "paths">;

/**
 * Body of proxy.ts: gives each request an id and a nonce, each browser its cookie, each response its headers.
 * It never decides who may see what; the guards next to the data do (ADR 003).
 */
export function withHeaders(options: HeaderOptions, request: NextRequest): NextResponse {
  const name = cookieName("browser", options.secureCookies);
  const known = request.cookies.get(name)?.value;
  const token = isBrowserToken(known) ? known : randomBytes(32).toString("base64url");
  if (token !== known) request.cookies.set(name, token);

  const policy = contentSecurityPolicy(randomBytes(18).toString("base64"), options);
  const requestId = randomUUID();
  const headers = new Headers(request.headers);
  headers.set("x-request-id", requestId);
  headers.set("content-security-policy", policy);

  // Next.js itself would call a body that is too long its own failure, 500.
  const isTooLong = Number(request.headers.get("content-length") ?? 0) > options.maxBodyBytes;
  const response = isTooLong ? new NextResponse(null, { status: 413 }) : forward(request, headers, options);
  const all = {
    ...securityHeaders(options.secureCookies),
    "Content-Security-Policy": policy,
    "X-Request-Id": requestId,
  };
  for (const [header, value] of Object.entries(all)) response.headers.set(header, value);
  if (token !== known) {
    response.cookies.set(name, token, { ...cookieOptions(options.secureCookies), maxAge: browserCookieDays * 86_400 });
  }
  return response;
}

function forward(request: NextRequest, headers: Headers, { paths }: HeaderOptions): NextResponse {
  // A page cannot choose its status; a rewrite can.
  const statuses = new Map([
    [paths.unavailable, 503],
    [paths.outOfDate, 403],
  ]);
  const status = statuses.get(request.nextUrl.pathname);
  if (!status) return NextResponse.next({ request: { headers } });
  return NextResponse.rewrite(request.nextUrl, { status, request: { headers } });
}
