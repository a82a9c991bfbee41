import { randomBytes, randomUUID } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { browserCookieDays, cookieName, cookieOptions, isBrowserToken } from "@/lib/two-factor/next/guards/cookies";
import { contentSecurityPolicy, securityHeaders } from "@/lib/two-factor/next/headers/security-headers";

/** Where a fault ends. */
export const unavailablePath = "/unavailable";
/** Where a form ends that is not ours, or is from a page of an older session. */
export const outOfDatePath = "/out-of-date";

// A page cannot choose its status; a rewrite can.
const statusOfPath = new Map([
  [unavailablePath, 503],
  [outOfDatePath, 403],
]);

type ProxyOptions = {
  secure: boolean;
  development: boolean;
  /** A longer body is answered with 413 before anyone reads it: Next.js itself would call it its own failure, 500. */
  maxBodyBytes: number;
};

/**
 * Body of proxy.ts: gives each request an id and a nonce, each browser its cookie, each response its headers.
 * It never decides who may see what; the guards next to the data do (ADR 003).
 */
export function withHeaders(request: NextRequest, options: ProxyOptions): NextResponse {
  const name = cookieName("browser", options.secure);
  const known = request.cookies.get(name)?.value;
  const token = isBrowserToken(known) ? known : randomBytes(32).toString("base64url");
  if (token !== known) request.cookies.set(name, token);

  const policy = contentSecurityPolicy(randomBytes(18).toString("base64"), options);
  const requestId = randomUUID();
  const headers = new Headers(request.headers);
  headers.set("x-request-id", requestId);
  headers.set("content-security-policy", policy);

  const isTooLong = Number(request.headers.get("content-length") ?? 0) > options.maxBodyBytes;
  const response = isTooLong ? new NextResponse(null, { status: 413 }) : forward(request, headers);
  const all = { ...securityHeaders(options.secure), "Content-Security-Policy": policy, "X-Request-Id": requestId };
  for (const [header, value] of Object.entries(all)) response.headers.set(header, value);
  if (token !== known) {
    response.cookies.set(name, token, { ...cookieOptions(options.secure), maxAge: browserCookieDays * 86_400 });
  }
  return response;
}

function forward(request: NextRequest, headers: Headers): NextResponse {
  const status = statusOfPath.get(request.nextUrl.pathname);
  if (!status) return NextResponse.next({ request: { headers } });
  return NextResponse.rewrite(request.nextUrl, { status, request: { headers } });
}
