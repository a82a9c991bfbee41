import { redirect } from "next/navigation";
import { TwoFactorFault } from "@/lib/two-factor/fault";
import type { LogPort } from "@/lib/two-factor/flows/ports";
import type { Site } from "@/lib/two-factor/next/site";

/** Runs `work`; a fault is logged once and ends on the neutral page. Fails closed: what comes after does not run. */
export async function orUnavailable<T>(
  { log, paths }: Pick<Site, "log" | "paths">,
  work: () => Promise<T>,
): Promise<T> {
  const done = await orFault(log, work);
  return done.ok ? done.value : redirect(paths.unavailable);
}

/** Runs `work`; a fault is logged once and returned. For routes, which choose their own answer. */
export async function orFault<T>(
  log: LogPort,
  work: () => Promise<T>,
): Promise<{ ok: true; value: T } | { ok: false }> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (!(error instanceof TwoFactorFault)) throw error;
    log.error("fault", { fault: error.code, error });
    return { ok: false };
  }
}
