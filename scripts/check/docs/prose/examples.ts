// Blocks of code in a document: their imports, and the tables of their SQL.

/** Imports in blocks of TypeScript that should lead to a file of this project, but do not. */
export function findDeadImports(markdown: string, exists: (path: string) => boolean): string[] {
  const imported = blocks(markdown, "ts").flatMap((code) => [...code.matchAll(/["']@\/([\w/.-]+)["']/g)]);
  const paths = [...new Set(imported.map(([, path]) => String(path)))];
  const leadsSomewhere = (path: string) => [".ts", ".tsx", "/index.ts"].some((ending) => exists(path + ending));
  return paths.filter((path) => !leadsSomewhere(path)).map((path) => `@/${path} leads nowhere`);
}

/** Tables without a model, in blocks of SQL and in phrases such as "the row of `users`". */
export function findUnknownTables(markdown: string, schema: string): string[] {
  const known = new Set(Array.from(schema.matchAll(/@@map\("(\w+)"\)/g), ([, table]) => table));
  const touched = blocks(markdown, "sql").flatMap((code) => [...code.matchAll(/\b(?:FROM|INTO|UPDATE|JOIN) (\w+)/g)]);
  const named = [...markdown.matchAll(/\b(?:rows? of|tables?) `(\w+)`/gi)];
  const tables = [...new Set([...touched, ...named].map(([, table]) => String(table)))];
  return tables.filter((table) => !known.has(table)).map((table) => `there is no table ${table}`);
}

function blocks(markdown: string, language: string): string[] {
  const all = [...markdown.matchAll(/^[ \t]*```(\w*)\n([\s\S]*?)^[ \t]*```/gm)];
  return all.filter(([, name]) => name === language).map(([, , code]) => String(code));
}
