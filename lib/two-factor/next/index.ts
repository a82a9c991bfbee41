import "server-only";

/** Door for Next.js: types of what `createCountersign` returns, and what a page or route may want besides. */
export { safeReturnPath } from "@/lib/two-factor/core/sign-in/return-path";
export type { Draft } from "@/lib/two-factor/next/forms/draft";
export { cookieName, cookieOptions } from "@/lib/two-factor/next/guards/cookies";
export type { Detour, Session } from "@/lib/two-factor/next/guards/session";
export { problem } from "@/lib/two-factor/next/routes/problem";
