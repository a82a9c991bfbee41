import { runQuietly } from "../process/run.mjs";

/** Applies the missing migrations to the database in `env`. Throws the words that scripts/database/schema.mjs ends with. */
export async function migrate(env) {
  const { code, output } = await runQuietly(["scripts/database/schema.mjs", "deploy"], { env });
  if (code !== 0) throw new Error(output.trim());
}
