import type { NextAuthConfig } from "next-auth";
import type { GateConfig, ReaderConfig, SessionSettings } from "@/lib/two-factor/next-auth/gate-config";

/** As NextAuth has it where the application does not say. */
const defaultMaxAgeSeconds = 30 * 24 * 3600;

/** As NextAuth decides it. */
export function isDatabaseStrategy({ session, adapter }: SessionSettings): boolean {
  return (session?.strategy ?? (adapter ? "database" : "jwt")) === "database";
}

/** How long a row may stay unused: as long as the application's session; null where our limits go. */
export function maxAgeOfRow({ session }: SessionSettings, { sessionLifetime }: ReaderConfig): number | null {
  return sessionLifetime === "countersign" ? null : (session?.maxAge ?? defaultMaxAgeSeconds);
}

/** The application's own settings, with our lifetime where it asks for it. */
export function sessionOptions({ session }: SessionSettings, gate: GateConfig): NonNullable<NextAuthConfig["session"]> {
  const maxAge = gate.twoFactor.limits.session.lifetimeHours * 3600;
  return { ...session, ...(gate.sessionLifetime === "countersign" && { maxAge }) };
}

/** When a session ends that is made now, as NextAuth would write it into its row. */
export function expiresAfter({ session }: SessionSettings): Date {
  return new Date(Date.now() + (session?.maxAge ?? defaultMaxAgeSeconds) * 1000);
}
