import "server-only";

export { safeReturnPath } from "@/lib/two-factor/core/sign-in/return-path";
export { createApprovalApi } from "@/lib/two-factor/next/approvals/approval-api";
export { approvalPath } from "@/lib/two-factor/next/approvals/approval-path";
export { createSensitiveActions } from "@/lib/two-factor/next/approvals/sensitive-actions";
export { createFormAction, type Draft, type DraftPort } from "@/lib/two-factor/next/forms/form-action";
/** Door for Next.js: guards, form actions, cookies, headers. Works on any app router application. */
export { createBrowser } from "@/lib/two-factor/next/guards/browser";
export { cookieName, cookieOptions } from "@/lib/two-factor/next/guards/cookies";
export { createNextDoor, type Detour, type SessionView } from "@/lib/two-factor/next/guards/door";
export { isDone, orUnavailable } from "@/lib/two-factor/next/guards/faults";
export { recordSocketAddress } from "@/lib/two-factor/next/guards/socket-address";
export { outOfDatePath, unavailablePath, withHeaders } from "@/lib/two-factor/next/headers/proxy";
export { createGuardedJson } from "@/lib/two-factor/next/routes/guarded-json";
export { guardedPost } from "@/lib/two-factor/next/routes/guarded-route";
export { problem, refusalProblem } from "@/lib/two-factor/next/routes/problem";
export { createReportRoute } from "@/lib/two-factor/next/routes/report-route";
