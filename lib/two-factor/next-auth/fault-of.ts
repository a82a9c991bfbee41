import { TwoFactorFault } from "@/lib/two-factor/fault";

/** The fault behind an error of NextAuth, which wraps what a provider or callback throws; null when it is no fault. */
export function faultOf(error: unknown, depth = 0): TwoFactorFault | null {
  if (error instanceof TwoFactorFault) return error;
  if (!(error instanceof Error) || depth > 4) return null;
  const { cause } = error;
  const inner = cause && typeof cause === "object" && "err" in cause ? cause.err : cause;
  return inner ? faultOf(inner, depth + 1) : null;
}
