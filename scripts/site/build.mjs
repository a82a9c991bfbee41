import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import "../process/environment.mjs";
import { progress } from "../process/progress.mjs";
import { onSignal, runQuietly, stopAll, tool } from "../process/run.mjs";
import { hashBuildInputs } from "./build-inputs.mjs";

const stamp = ".next/built-from";
const force = process.argv.includes("--force");

onSignal(stopAll, 1);
const inputs = hashBuildInputs();
if (!force && isBuiltFrom(inputs)) console.log("Build is up to date");
else await progress("Building (about half a minute)", () => build(inputs));

function isBuiltFrom(hash) {
  return existsSync(".next/BUILD_ID") && existsSync(stamp) && readFileSync(stamp, "utf8") === hash;
}

async function build(hash) {
  // An interrupted build must not look like a finished one.
  rmSync(stamp, { force: true });
  await mustSucceed(["scripts/database/generate-client.mjs"]);
  await mustSucceed([tool("next"), "build"]);
  writeFileSync(stamp, hash);
}

async function mustSucceed(args) {
  const { code, output } = await runQuietly(args, { env: { NODE_ENV: "production" } });
  if (code === 0) return;
  console.error(output);
  process.exit(1);
}
