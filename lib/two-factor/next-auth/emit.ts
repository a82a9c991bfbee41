import type { NextAuthConfig } from "next-auth";
import type { Call } from "@/lib/two-factor/next-auth/call";
import { quietLogger } from "@/lib/two-factor/next-auth/logger";

type Events = NonNullable<NextAuthConfig["events"]>;

/** Tells the application of an event. As with NextAuth, what its handler throws is logged and stops nothing. */
export async function emit<Name extends keyof Events>(
  { own }: Call,
  name: Name,
  message: Parameters<NonNullable<Events[Name]>>[0],
): Promise<void> {
  const handler = own.events?.[name] as ((told: typeof message) => unknown) | undefined;
  try {
    await handler?.(message);
  } catch (error) {
    quietLogger(own.logger).error?.(error instanceof Error ? error : new Error(String(error)));
  }
}
