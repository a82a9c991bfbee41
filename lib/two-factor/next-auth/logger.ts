import type { NextAuthConfig } from "next-auth";
import { refusalOf } from "@/lib/two-factor/next-auth/refused-sign-in";

type Logger = NonNullable<NextAuthConfig["logger"]>;

/** A wrong code is no failure of the application: the trail has it, and NextAuth's log does not. */
export function quietLogger(own: NextAuthConfig["logger"]): Logger {
  const report = own?.error ?? printError;
  return { ...own, error: (error) => void (refusalOf(error) ?? report(error)) };
}

/** As NextAuth prints an error where the application has no logger of its own; it does not hand that out. */
function printError(error: Error): void {
  const { cause } = error;
  const inner = cause && typeof cause === "object" && "err" in cause ? cause.err : error;
  // biome-ignore lint/suspicious/noConsole: it stands in for NextAuth's default logger, which prints
  console.error(`[auth][error] ${"type" in error ? error.type : error.name}: ${error.message}`, inner);
}
