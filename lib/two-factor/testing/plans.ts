import { z } from "zod";
import type { StoreDatabase, TransactionDatabase } from "@/lib/two-factor/store/sql/database";

export type Statement = { strings: readonly string[]; values: unknown[]; read: string[] };
/** Whether the plans of a function are made for each call or kept; "auto" is the server's own choice. */
export type PlanMode = "auto" | "force_generic_plan";
type Plan = { "Node Type": string; "Relation Name"?: string; Plans?: Plan[] };

const planRow: z.ZodType<Plan> = z.object({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  get Plans() {
    return z.array(planRow).optional();
  },
});
const explained = z.tuple([z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: planRow })]) })]);

/**
 * The same database, which keeps each statement and the tables that it read: "index: TABLE" or "whole: TABLE". That
 * includes what a function reads inside; `EXPLAIN` does not show it.
 */
export function recording(
  database: TransactionDatabase,
  recorded: Statement[],
  mode: PlanMode = "auto",
): StoreDatabase {
  return {
    $queryRaw: (strings, ...values) =>
      database.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT set_config('plan_cache_mode', ${mode}, true)`;
        const before = await countScans(tx);
        const rows = await tx.$queryRaw(strings, ...values);
        const after = await countScans(tx);
        recorded.push({
          strings,
          values,
          read: [...after].filter(([scan, n]) => n > (before.get(scan) ?? 0)).map(([scan]) => scan),
        });
        return rows;
      }),
  };
}

const scansRow = z.array(z.object({ scan: z.string(), count: z.int() }));

/** Scans of this connection that the server has not added up yet: within a transaction it adds up nothing. */
async function countScans(database: StoreDatabase): Promise<Map<string, number>> {
  const rows = await database.$queryRaw`
    SELECT 'whole: ' || relname AS scan, coalesce(seq_scan, 0)::int AS count FROM pg_stat_xact_user_tables
    UNION ALL
    SELECT 'index: ' || relname, coalesce(idx_scan, 0)::int FROM pg_stat_xact_user_tables`;
  return new Map(scansRow.parse(rows).map(({ scan, count }) => [scan, count]));
}

/** How each table is read, one line "method: node on table" each. */
export async function readTables(database: StoreDatabase, byMethod: Map<string, Statement[]>): Promise<string[]> {
  const read: string[] = [];
  for (const [method, variants] of byMethod) {
    for (const statement of variants) {
      for (const { "Node Type": node, "Relation Name": table } of await explain(database, statement)) {
        if (table) read.push(`${method}: ${node} on ${table}`);
      }
    }
  }
  return read;
}

async function explain(database: StoreDatabase, { strings, values }: Statement): Promise<Plan[]> {
  const [first = "", ...rest] = strings;
  const explaining = [`EXPLAIN (FORMAT JSON) ${first}`, ...rest];
  const rows = await database.$queryRaw(Object.assign(explaining, { raw: explaining }), ...values);
  return nodesOf(explained.parse(rows)[0]["QUERY PLAN"][0].Plan);
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}
