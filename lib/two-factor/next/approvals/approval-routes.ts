import { z } from "zod";
import type { Refusal } from "@/lib/two-factor/core/refusal";
import { safeReturnPath } from "@/lib/two-factor/core/sign-in/return-path";
import { type ApprovalOutcome, type ApprovalVerb, approvalVerbs } from "@/lib/two-factor/flows/approval/verbs";
import type { ApprovalView } from "@/lib/two-factor/flows/approval/view-approval";
import { approvalPath } from "@/lib/two-factor/next/approvals/approvals";
import { approvalRefusalText, proposalRefusalText } from "@/lib/two-factor/next/approvals/refusal-text";
import { type Schema, submitJson } from "@/lib/two-factor/next/routes/guarded-json";
import { approvalNeeded, orProblem, problem, refusalProblem } from "@/lib/two-factor/next/routes/problem";
import { askerOf, type Site } from "@/lib/two-factor/next/site";

/** The route of a folder `[...path]`: an approval's id, and a verb behind it. */
type ApprovalRoute = { params: Promise<{ path: string[] }> };
type Done = Extract<ApprovalOutcome, { ok: true }>;

/** The last part of a verb's address, where that is not its name. */
const segments: Partial<Record<ApprovalVerb, string>> = { "send-again": "resend" };
const verbs = Object.keys(approvalVerbs) as ApprovalVerb[];
const verbAt = new Map(verbs.map((verb) => [segments[verb] ?? verb, verb]));

/** What the approval's page shows: for the session and browser that proposed it. */
export async function getApproval(site: Site, _request: Request, { params }: ApprovalRoute): Promise<Response> {
  const [approvalId = "", segment, ...more] = (await params).path;
  if (segment !== undefined) return verbOf(segment, more) ? notAllowed("POST") : problem(404, "not_found");
  return orProblem(site.log, async () => {
    const view = await (await site.approvals()).view({ approvalId, ...(await askerOf(site)) });
    return view.ok ? shown(view) : refused(site, view.refusal, approvalRefusalText(site, approvalId, view.refusal));
  });
}

/** Each verb of `approvalVerbs`, for clients that read JSON. As with forms a client only says which approval it means, and the code. */
export async function postApproval(site: Site, request: Request, { params }: ApprovalRoute): Promise<Response> {
  const [approvalId = "", segment, ...more] = (await params).path;
  if (segment === undefined) return notAllowed("GET");
  const verb = verbOf(segment, more);
  if (!verb) return problem(404, "not_found");
  const schema = z.strictObject("takesAnswer" in approvalVerbs[verb] ? { code: z.string() } : {});
  return submitJson(site, request, schema, async ({ code: answer }) => {
    const done = await (await site.approvals()).act({ approvalId, verb, answer, ...(await askerOf(site)) });
    return done.ok
      ? told(site, done)
      : refused(site, done.refusal, approvalRefusalText(site, approvalId, done.refusal));
  });
}

/**
 * Asks for an action. 401 with RFC 9470's word says where to approve it; 200 says where it ended when policy asked for no
 * code.
 */
export function postProposal<Input>(
  site: Site,
  request: Request,
  { action, schema }: { action: string; schema: Schema<Input> },
): Promise<Response> {
  return submitJson(site, request, schema, async (raw) => {
    const done = await (await site.approvals()).propose({ action, raw, ...(await askerOf(site)) });
    return done.ok ? told(site, done) : refused(site, done.refusal, proposalRefusalText(site, action, done.refusal));
  });
}

function verbOf(segment: string, more: readonly string[]): ApprovalVerb | undefined {
  return more.length === 0 ? verbAt.get(segment) : undefined;
}

async function refused({ paths }: Site, refusal: Refusal, text: Promise<string>): Promise<Response> {
  return refusalProblem(paths, refusal, await text);
}

async function told(site: Site, done: Done): Promise<Response> {
  switch (done.state) {
    case "executed":
      return Response.json({ state: "executed", doneAt: safeReturnPath(done.doneAt) });
    case "declined":
      return Response.json({ state: "declined" });
    case "sent":
      return Response.json({ state: "proposed" });
    case "proposed":
      return approvalNeeded(site.paths, approvalPath(site, done.approvalId), await site.texts.approvalNeeded());
  }
}

// By name: whatever else a page may know one day does not leave by itself.
function shown(view: ApprovalView): Response {
  const { approvalId, action, state, lines, locale, reasons, proposedAt, secondsLeft } = view;
  const { voidReason, refusal, changes, doneAt, code } = view;
  return Response.json({
    ...{ approvalId, action, state, lines, locale, reasons, proposedAt, secondsLeft },
    ...{ voidReason, refusal, changes, doneAt, code },
  });
}

function notAllowed(allowed: "GET" | "POST"): Response {
  return problem(405, "method_not_allowed", { headers: { Allow: allowed } });
}
