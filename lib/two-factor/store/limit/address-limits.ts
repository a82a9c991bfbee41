import { createHash } from "node:crypto";
import { z } from "zod";
import type { Limits } from "@/lib/two-factor/core/limit/limits";
import type {
  AddressLimit,
  AddressLimits,
  TakenFromAddress,
  WantedFromAddress,
} from "@/lib/two-factor/flows/limit/ports";
import { networkOf } from "@/lib/two-factor/store/limit/network";
import { execute, query, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { sql } from "@/lib/two-factor/store/sql/sql";

type Rule = { atMost: number; seconds: number };
type Rules = Record<AddressLimit, Rule>;

/**
 * Limits per address that all instances share: one row per address in `two_factor_rate_limit`, one statement per take.
 * Addresses are stored as hashes. Throws TwoFactorFault("store-unavailable") when the database does not answer.
 */
export function createAddressLimits(config: Pick<StoreConfig, "database" | "limits">): AddressLimits {
  const rules = rulesOf(config.limits);
  return {
    take: async (limit, key) => {
      const [taken] = await takeEach(config, rules, [{ limit, key }]);
      return taken;
    },
    takeBoth: (one, other) => takeEach(config, rules, [one, other]),
    giveBack: (limit, key) =>
      execute(
        config,
        sql`
        UPDATE two_factor_rate_limit SET used = greatest(used - 1, 0) WHERE key = ${rowOf({ limit, key })}`,
      ),
  };
}

function rulesOf({ sending, requests }: Limits): Rules {
  return {
    "sign-in": { atMost: requests.signInsPerClientAddressPerMinute, seconds: 60 },
    answer: { atMost: requests.answersPerClientAddressPerMinute, seconds: 60 },
    "send-from-address": { atMost: sending.perClientAddressPerHour, seconds: 3_600 },
    "send-to-destination": { atMost: sending.perDestinationPerDay, seconds: 86_400 },
    "send-to-unproved": { atMost: sending.perUnprovedDestinationPerDay, seconds: 86_400 },
  };
}

const counted = z.object({ key: z.string(), used: z.int(), secondsLeft: z.int() });

/** Counts one for each. Rows are taken in the order of their keys, so that two requests never wait for each other. */
async function takeEach<const Wanted extends readonly WantedFromAddress[]>(
  config: Pick<StoreConfig, "database" | "limits">,
  rules: Rules,
  wanted: Wanted,
): Promise<{ [Each in keyof Wanted]: TakenFromAddress }> {
  const keys = wanted.map(rowOf);
  const seconds = wanted.map(({ limit }) => String(rules[limit].seconds));
  const rows = await query(
    config,
    counted,
    sql`
      INSERT INTO two_factor_rate_limit AS kept (key, used, expires_at)
      SELECT key, 1, now() + make_interval(secs => seconds)
      FROM unnest(${keys}::text[], ${seconds}::int[]) AS wanted (key, seconds) ORDER BY key
      ON CONFLICT (key) DO UPDATE SET
        used = CASE WHEN kept.expires_at <= now() THEN 1 ELSE kept.used + 1 END,
        expires_at = CASE WHEN kept.expires_at <= now() THEN excluded.expires_at ELSE kept.expires_at END
      RETURNING key, used, ceil(extract(epoch FROM expires_at - now()))::int AS "secondsLeft"`,
  );
  return wanted.map((each) => judge(rules[each.limit], rows, rowOf(each))) as {
    [Each in keyof Wanted]: TakenFromAddress;
  };
}

function judge({ atMost }: Rule, rows: readonly z.output<typeof counted>[], key: string): TakenFromAddress {
  const row = rows.find((each) => each.key === key);
  if (!row) throw new TypeError("An address was not counted");
  if (row.used <= atMost) return { ok: true };
  return { ok: false, retryAfterSeconds: Math.max(1, row.secondsLeft), isFirstRefusal: row.used === atMost + 1 };
}

function rowOf({ limit, key }: WantedFromAddress): string {
  return `${limit}:${createHash("sha256").update(networkOf(key)).digest("base64url")}`;
}
