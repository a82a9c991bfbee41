import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { readSchema } from "./schema-files.mjs";

// Makes prisma/client from prisma/schema, unless the same schema and the same Prisma already made it.
const require = createRequire(import.meta.url);
const stamp = "prisma/client/.made-from";
const fingerprint = createHash("sha256")
  .update(JSON.stringify([require("prisma/package.json").version, readSchema()]))
  .digest("hex");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== fingerprint) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [require.resolve("prisma/build/index.js"), "generate", "--schema", "prisma/schema"],
    {
      encoding: "utf8",
      env: {
        ...process.env,
        CHECKPOINT_DISABLE: "1",
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
        // Generating needs no schema engine, but Prisma downloads one unless this names an existing file. Set it only
        // here: with such a stand-in `prisma migrate deploy` applies no migration and reports success.
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      },
    },
  );
  if (status !== 0) {
    console.error(stdout + stderr);
    process.exit(1);
  }
  writeFileSync(stamp, fingerprint);
}
