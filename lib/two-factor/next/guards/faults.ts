import { redirect } from "next/navigation";
import { TwoFactorFault } from "@/lib/two-factor/fault";
import type { LogPort } from "@/lib/two-factor/flows/ports";
import { unavailablePath } from "@/lib/two-factor/next/headers/proxy";

/** Whether `work` was done; a fault is logged once. For routes, which choose their own answer. */
export async function isDone(log: LogPort, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof TwoFactorFault)) throw error;
    log.error("fault", { fault: error.code, error });
    return false;
  }
}

/** Runs `work`; a fault is logged once and ends on the neutral page. Fails closed: what comes after does not run. */
export async function orUnavailable<T>(log: LogPort, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TwoFactorFault)) throw error;
    log.error("fault", { fault: error.code, error });
  }
  redirect(unavailablePath);
}
