import { z } from "zod";
import type { StoreDatabase } from "@/lib/two-factor/store/sql/database";

export type Statement = { strings: readonly string[]; values: unknown[] };
type Plan = { "Node Type": string; "Relation Name"?: string; Plans?: Plan[] };

const planRow: z.ZodType<Plan> = z.object({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  get Plans() {
    return z.array(planRow).optional();
  },
});
const explained = z.tuple([z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: planRow })]) })]);

/** The same database, which keeps what it is asked. */
export function recording(database: StoreDatabase, recorded: Statement[]): StoreDatabase {
  return {
    $queryRaw: (strings, ...values) => {
      recorded.push({ strings, values });
      return database.$queryRaw(strings, ...values);
    },
  };
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
