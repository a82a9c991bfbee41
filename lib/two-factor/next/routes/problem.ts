import { STATUS_CODES } from "node:http";
import type { Refusal, RefusalCode } from "@/lib/two-factor/core/refusal";
import type { LogPort } from "@/lib/two-factor/flows/ports";
import { orFault } from "@/lib/two-factor/next/guards/faults";
import type { Paths } from "@/lib/two-factor/next/site";

type SignInPath = Pick<Paths, "signIn">;

/** A refusal for machines (RFC 9457): `code` says which, and `error` says it again under OAuth's name for it. */
export function problem(
  status: number,
  code: string,
  { headers, ...members }: { headers?: Record<string, string>; [member: string]: unknown } = {},
): Response {
  const body = { status, title: STATUS_CODES[status], code, error: code, ...members };
  return Response.json(body, { status, headers: { "Content-Type": "application/problem+json", ...headers } });
}

/** What each refusal is in HTTP. 410 is over for good; 409 may be possible again, with another code or proposal. */
const statuses = {
  format: 422,
  wrong: 409,
  "older-code": 409,
  expired: 409,
  exhausted: 409,
  "no-code": 409,
  locked: 429,
  "codes-disabled": 403,
  "cool-down": 429,
  "send-limit": 429,
  "sms-limit": 429,
  "slow-down": 429,
  "not-pending": 401,
  "no-authenticator": 409,
  "no-other-channel": 409,
  "signed-out": 401,
  "invalid-input": 422,
  "not-possible": 409,
  denied: 403,
  "no-approval": 404,
  "approval-over": 410,
  changed: 409,
} as const satisfies Record<RefusalCode, number>;

/** A refusal with everything it knows; `detail` is its sentence in the language of the request. */
export function refusalProblem(paths: SignInPath, refusal: Refusal, detail: string): Response {
  const { code, ...data } = refusal;
  const headers = {
    ...("retryAfterSeconds" in refusal && { "Retry-After": String(refusal.retryAfterSeconds) }),
    ...(statuses[code] === 401 && challenge(paths)),
  };
  return problem(statuses[code], code, { detail, ...data, headers });
}

/** Something that has to be approved with a code first, in RFC 9470's words: no earlier proof counts. */
export function approvalNeeded(paths: SignInPath, approval: string, detail: string): Response {
  const code = "insufficient_user_authentication";
  const headers = challenge(paths, `, error="${code}", max_age=0`);
  return problem(401, code, { detail, approval, max_age: 0, headers });
}

// Every 401 names a way to prove oneself (RFC 9110 section 15.5.2). No browser has a dialogue for this one.
function challenge({ signIn }: SignInPath, parameters = ""): Record<string, string> {
  return { "WWW-Authenticate": `Session realm="${signIn}"${parameters}` };
}

/** Runs `work`; a fault is logged once and answered with 503. */
export async function orProblem(log: LogPort, work: () => Promise<Response>): Promise<Response> {
  const done = await orFault(log, work);
  return done.ok ? done.value : problem(503, "unavailable");
}
