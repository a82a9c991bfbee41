import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { readMigrations } from "../database/schema-files.mjs";

/**
 * Migrates one embedded database for a whole test project and writes down what its directory holds: to load that takes a
 * quarter of the time in which a new one is made. `openEmbedded` in test-databases.ts reads it.
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
