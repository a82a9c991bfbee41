import type { SensitiveAction } from "@/lib/two-factor/flows/action/sensitive-action";
import type { Ports } from "@/lib/two-factor/flows/ports";

/** What follows the commit. It is done whatever happens here: the action can take it up again, and the log says so. */
export async function settle(
  ports: Ports,
  action: SensitiveAction,
  approvalId: string,
  output: unknown,
): Promise<void> {
  try {
    await action.settle?.(output);
  } catch (error) {
    ports.log.error("settle_failed", { action: action.name, approvalId, error });
  }
}
