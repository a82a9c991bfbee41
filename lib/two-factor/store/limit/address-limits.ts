import { createHash } from "node:crypto";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { defaultLimits, type Limits } from "@/lib/two-factor/core/limit/limits";
import { TwoFactorFault } from "@/lib/two-factor/fault";
import type {
  AddressLimit,
  AddressLimits,
  TakenFromAddress,
  WantedFromAddress,
} from "@/lib/two-factor/flows/limit/ports";
import { countEach, type QueryPool } from "@/lib/two-factor/store/limit/count-each";
import { networkOf } from "@/lib/two-factor/store/limit/network";

export type { QueryPool } from "@/lib/two-factor/store/limit/count-each";

/**
 * Limits per address that all instances share: one row per address in `two_factor_rate_limit`, one statement per take.
 * Addresses are stored as hashes. Throws TwoFactorFault("store-unavailable") when the database does not answer.
 */
export function createAddressLimits(config: { pool: QueryPool; limits?: Limits }): AddressLimits {
  const limiters = createLimiters(config.pool, config.limits ?? defaultLimits);
  return {
    take: (limit, address) => orFault(() => take(limiters[limit], keyOf(address))),
    takeBoth: (one, other) => orFault(() => takeBoth(config.pool, limiters, [one, other])),
    giveBack: async (limit, address) => {
      await orFault(() => limiters[limit].reward(keyOf(address)));
    },
  };
}

function createLimiters(pool: QueryPool, { sending, requests }: Limits): Record<AddressLimit, RateLimiterPostgres> {
  const limiter = (keyPrefix: AddressLimit, points: number, duration: number) =>
    new RateLimiterPostgres({
      keyPrefix,
      points,
      duration,
      storeClient: withoutStatementNames(pool),
      storeType: "client",
      tableName: "two_factor_rate_limit",
      tableCreated: true,
      // All share one table; one sweeper is enough.
      clearExpiredByTimeout: keyPrefix === "sign-in",
    });
  return {
    "sign-in": limiter("sign-in", requests.signInsPerClientAddressPerMinute, 60),
    answer: limiter("answer", requests.answersPerClientAddressPerMinute, 60),
    "send-from-address": limiter("send-from-address", sending.perClientAddressPerHour, 3600),
    "send-to-destination": limiter("send-to-destination", sending.perDestinationPerDay, 86_400),
    "send-to-unproved": limiter("send-to-unproved", sending.perUnprovedDestinationPerDay, 86_400),
  };
}

// The embedded database is one session behind many connections: a statement named by one exists already for the next.
function withoutStatementNames(pool: QueryPool) {
  return { query: ({ text, values }: { text: string; values: unknown[] }) => pool.query(text, values) };
}

async function take(limiter: RateLimiterPostgres, key: string): Promise<TakenFromAddress> {
  try {
    await limiter.consume(key);
    return { ok: true };
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    return judge(limiter, refused.consumedPoints, refused.msBeforeNext);
  }
}

async function takeBoth(
  pool: QueryPool,
  limiters: Record<AddressLimit, RateLimiterPostgres>,
  [one, other]: readonly [WantedFromAddress, WantedFromAddress],
): Promise<readonly [TakenFromAddress, TakenFromAddress]> {
  const rowOf = ({ limit, key }: WantedFromAddress) => limiters[limit].getKey(keyOf(key));
  const counterOf = (wanted: WantedFromAddress) => ({
    key: rowOf(wanted),
    lifetimeMs: limiters[wanted.limit].msDuration,
  });
  const rows = await countEach(pool, [counterOf(one), counterOf(other)]);
  const judged = (wanted: WantedFromAddress) => {
    const row = rows.find(({ key }) => key === rowOf(wanted));
    if (!row) throw new Error("An address was not counted");
    return judge(limiters[wanted.limit], row.points, row.msBeforeNext);
  };
  return [judged(one), judged(other)];
}

function judge({ points }: RateLimiterPostgres, taken: number, msBeforeNext: number): TakenFromAddress {
  if (taken <= points) return { ok: true };
  const retryAfterSeconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
  return { ok: false, retryAfterSeconds, isFirstRefusal: taken === points + 1 };
}

function keyOf(address: string): string {
  return createHash("sha256").update(networkOf(address)).digest("base64url");
}

async function orFault<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new TwoFactorFault("store-unavailable", "The limits per address could not be read", { cause });
  }
}
