import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { TwoFactorFault } from "@/lib/two-factor/fault";
import type { ApprovalTransaction } from "@/lib/two-factor/flows/approval/ports";
import { endApproval } from "@/lib/two-factor/store/approval/end-approval";
import { executeApproval, recordExempt } from "@/lib/two-factor/store/approval/execute-approval";
import { lockApprover } from "@/lib/two-factor/store/approval/find-approval";
import { isConflict, isDuplicate, sqlStateOf } from "@/lib/two-factor/store/sql/conflict";
import type { StoreConfig, StoreDatabase, TransactionDatabase } from "@/lib/two-factor/store/sql/database";

type Config = StoreConfig & { database: TransactionDatabase };
type Decided<T> = { commit: boolean; value: T };
type Work<T> = (within: ApprovalTransaction) => Promise<Decided<T>>;

/** Locks of an action's own rows may make it wait; nothing here waits for a person, a message or a payment. */
const patience = { maxWait: 5_000, timeout: 10_000 };

/** How long at most before the second, third and last run of a transaction that met another one. */
const longestPausesMs = [20, 60, 180];

/**
 * Runs `work` in one transaction, and the whole of it again when it lost against another one: a deadlock, a
 * serialization failure, a row that somebody wrote first. What the work throws comes out as it is; a database that went
 * away, or that refuses every run, is a fault. Either way nothing is kept.
 */
export async function transaction<T>(config: Config, work: Work<T>): Promise<T> {
  for (const longest of longestPausesMs) {
    try {
      return await runOnce(config, work);
    } catch (error) {
      if (!isConflict(error) && !isDuplicate(error)) throw error;
      // Two that met once must not meet again.
      await wait(randomInt(longest));
    }
  }
  return runOnce(config, work);
}

/** Prisma undoes a transaction when its work throws, so an outcome that is not to be kept is thrown and caught again. */
async function runOnce<T>({ database, ...config }: Config, work: Work<T>): Promise<T> {
  const thrown: { undone?: { value: T }; byWork?: unknown } = {};
  try {
    return await database.$transaction(async (client) => {
      const { commit, value } = await work(withinOf({ ...config, database: client })).catch(async (error: unknown) => {
        if (!isConflict(error) && !(await isGone(client))) thrown.byWork = error;
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

// A lost connection has as many faces as there are drivers; but only a database that is there refuses with a state.
async function isGone(client: StoreDatabase): Promise<boolean> {
  try {
    await client.$queryRaw`SELECT 1`;
    return false;
  } catch (error) {
    return sqlStateOf(error) === null;
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
