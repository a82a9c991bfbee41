import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { readMigrations } from "../database/schema-files.mjs";

/**
 * Migrates one embedded database for a whole test project and saves a copy of its directory. Loading the copy takes a
 * quarter of the time of making a new database. `openEmbedded` in test-databases.ts loads it.
 */
export default async function setup(project) {
  const directory = mkdtempSync(join(tmpdir(), "countersign-template-"));
  const file = join(directory, "template.tar");
  const database = await PGlite.create();
  for (const { sql } of readMigrations()) await database.exec(sql);
  writeFileSync(file, Buffer.from(await (await database.dumpDataDir("none")).arrayBuffer()));
  await database.close();
  project.provide("embeddedTemplate", file);
  return () => rmSync(directory, { recursive: true });
}
