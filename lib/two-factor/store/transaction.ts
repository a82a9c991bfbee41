import type { Limits } from "@/lib/two-factor/core/limits";
import { TwoFactorFault } from "@/lib/two-factor/fault";
import type { ApprovalTransaction } from "@/lib/two-factor/ports";
import type { StoreConfig, TransactionDatabase } from "@/lib/two-factor/store/database";
import { endApproval } from "@/lib/two-factor/store/end-approval";
import { executeApproval, recordExempt } from "@/lib/two-factor/store/execute-approval";
import { lockApprover } from "@/lib/two-factor/store/find-approval";

type Decided<T> = { commit: boolean; value: T };

/** Locks of an action's own rows may make it wait; nothing here waits for a person, a message or a payment. */
const patience = { maxWait: 5_000, timeout: 10_000 };

/**
 * Prisma undoes a transaction when its work throws, so an outcome that is not to be kept is thrown and caught again.
 * What the work itself throws comes out as it is; that it could not begin or end is a fault.
 */
export async function transaction<T>(
  { database, limits }: { database: TransactionDatabase; limits: Limits },
  work: (within: ApprovalTransaction) => Promise<Decided<T>>,
): Promise<T> {
  const thrown: { undone?: { value: T }; byWork?: unknown } = {};
  try {
    return await database.$transaction(async (client) => {
      const { commit, value } = await work(withinOf({ database: client, limits })).catch((error: unknown) => {
        thrown.byWork = error;
        throw error;
      });
      if (commit) return value;
      thrown.undone = { value };
      throw new Error("The transaction is undone on purpose");
    }, patience);
  } catch (cause) {
    if (thrown.undone) return thrown.undone.value;
    if (thrown.byWork !== undefined) throw thrown.byWork;
    throw new TwoFactorFault("store-unavailable", "The transaction could not begin or end", { cause });
  }
}

function withinOf(config: StoreConfig): ApprovalTransaction {
  return {
    client: config.database,
    lockApprover: (input) => lockApprover(config, input),
    executeApproval: (input) => executeApproval(config, input),
    recordExempt: (input) => recordExempt(config, input),
    endApproval: (input) => endApproval(config, input),
  };
}
