import "server-only";

export { safeReturnPath } from "@/lib/two-factor/core/return-path";
export { createApprovalApi } from "@/lib/two-factor/next/approval-api";
export { approvalPath } from "@/lib/two-factor/next/approval-path";
/** Door for Next.js: guards, form actions, cookies, headers. Works on any app router application. */
export { createBrowser } from "@/lib/two-factor/next/browser";
export { cookieName, cookieOptions } from "@/lib/two-factor/next/cookies";
export { createNextDoor, type Detour, type SessionView } from "@/lib/two-factor/next/door";
export { isDone, orUnavailable } from "@/lib/two-factor/next/faults";
export { createFormAction, type Draft, type DraftPort } from "@/lib/two-factor/next/form-action";
export { createGuardedJson } from "@/lib/two-factor/next/guarded-json";
export { guardedPost } from "@/lib/two-factor/next/guarded-route";
export { problem, refusalProblem } from "@/lib/two-factor/next/problem";
export { outOfDatePath, unavailablePath, withHeaders } from "@/lib/two-factor/next/proxy";
export { createReportRoute } from "@/lib/two-factor/next/report-route";
export { createSensitiveActions } from "@/lib/two-factor/next/sensitive-actions";
export { recordSocketAddress } from "@/lib/two-factor/next/socket-address";
