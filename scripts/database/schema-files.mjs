import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const schemaDirectory = join(import.meta.dirname, "../../prisma/schema");
export const migrationsDirectory = join(import.meta.dirname, "../../prisma/migrations");

/** The Prisma schema as [path, content] pairs. */
export function readSchema() {
  const names = readdirSync(schemaDirectory).filter((name) => name.endsWith(".prisma"));
  return names.sort().map((name) => {
    const path = join(schemaDirectory, name);
    return [path, readFileSync(path, "utf8")];
  });
}

/** The migrations in the order they apply. */
export function readMigrations() {
  return readdirSync(migrationsDirectory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, file: join(migrationsDirectory, name, "migration.sql") }))
    .filter(({ file }) => existsSync(file))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, file }) => ({ name, sql: readFileSync(file, "utf8") }));
}
