/** Calls of the functions in the add-on's migration. Documents travel as JSON, under the names that they have in core/. */
import { z } from "zod";
import { deliveryLimits } from "@/lib/two-factor/core/message/delivery";
import type { RequestContext } from "@/lib/two-factor/core/request";
import { shortened } from "@/lib/two-factor/store/sql/audit";
import { queryTheOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

/** Runs one function as one statement, and reads the document it returns. */
export async function call<Answer>(config: StoreConfig, answer: z.ZodType<Answer>, invocation: Sql): Promise<Answer> {
  const row = await queryTheOne(config, z.object({ answer }), sql`SELECT ${invocation} AS answer`);
  return row.answer;
}

/** A document as an argument. Null is SQL's NULL. */
export function json(document: object | null): Sql {
  return sql`${document && JSON.stringify(document)}::jsonb`;
}

/** The argument `context`: who asked, for the trail. */
export function contextOf({ ip, userAgent, requestId }: RequestContext): Sql {
  return json({ ip, userAgent: shortened(userAgent), requestId });
}

/** The argument `limits`. A function fails where one that it needs is missing. */
export function limitsOf({ limits }: StoreConfig): Sql {
  return json({ ...limits, delivery: deliveryLimits });
}
