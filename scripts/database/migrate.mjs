import { runQuietly } from "../process/run.mjs";

/** Applies the missing migrations to the database in `env`. Throws with the output of scripts/database/schema.mjs. */
export async function migrate(env) {
  const { code, output } = await runQuietly(["scripts/database/schema.mjs", "deploy"], { env });
  if (code !== 0) throw new Error(output.trim());
}
