import type { PrismaClient } from "@/prisma/client/client";

type Column = { table: string; column: string };

/**
 * The places where the database holds any of these texts, as "table.column". It reads every column of every table, also
 * columns that are added later.
 */
export async function findTraces(db: PrismaClient, texts: readonly string[]): Promise<string[]> {
  const columns = await db.$queryRaw<Column[]>`
    SELECT table_name::text AS table, column_name::text AS column FROM information_schema.columns
    JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1, 2`;
  const found: string[] = [];
  for (const { table, column } of columns) {
    const [row] = await db.$queryRawUnsafe<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM "${table}", unnest($1::text[]) AS wanted (text)
       WHERE position(lower(wanted.text) IN lower("${table}"."${column}"::text)) > 0`,
      texts,
    );
    if (row && row.count > 0) found.push(`${table}.${column}`);
  }
  return found;
}
