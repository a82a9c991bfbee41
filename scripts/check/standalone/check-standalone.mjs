import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import "../../process/environment.mjs";
import { progress } from "../../process/progress.mjs";
import { onSignal, runQuietly, stopAll, tool } from "../../process/run.mjs";
import { countsOf, judge } from "../../test/test-counts.mjs";
import { copyWithoutDemo } from "./standalone-copy.mjs";

/** The slow tests of the main paths: two steps of signing in, sessions, approvals, account actions. */
const overHttp = ["no-session-before-the-code", "session", "approval-api", "forged-approvals", "replayed-posts"];
const inBrowser = ["sign-in", "sign-out", "approve-account-changes", "account-actions", "without-javascript"];
const report = "test-results/standalone.json";
const reporters = ["--reporter=default", "--reporter=./scripts/test/vitest-report.mjs"];
const vitest = (project, ...more) => ({
  command: [tool("vitest"), "run", "--project", project, ...reporters, ...more],
  count: countsOf.vitest,
});

const proofs = {
  "Generating the client": { command: ["scripts/database/generate-client.mjs"] },
  "Generating route types": { command: [tool("next"), "typegen"] },
  "Checking types": { command: [tool("tsc"), "--noEmit"] },
  "Checking import rules": { command: ["scripts/check/imports/import-rules.mjs"] },
  "Checking the schema against migrations": { command: ["scripts/database/schema.mjs", "check"] },
  "Running unit tests": vitest("unit"),
  Building: { command: ["scripts/site/build.mjs"] },
  "Running HTTP tests": vitest("http", ...overHttp.map((name) => `e2e/http/${name}.test.ts`)),
  "Finding a browser": { command: ["scripts/test/ensure-chromium.mjs"] },
  "Running browser tests, account actions included": {
    command: [tool("playwright"), "test", ...inBrowser.map((name) => `e2e/two-factor/${name}.spec.ts`)],
    count: countsOf.playwright,
  },
};

// On the same file system as node_modules, whose files are hard-linked, since the build follows no link out of its
// folder.
const copy = ".data/standalone";
clean();
onSignal(async () => {
  // Playwright stops its server only at SIGINT.
  await stopAll("SIGINT");
  clean();
}, 1);
try {
  const { kept, folders } = copyWithoutDemo(copy);
  if (folders.size === 0) throw new Error("The demo shop was not found, so this check proves nothing.");
  console.log(`A copy of ${kept} files in ${copy}, without the demo shop:`);
  for (const [folder, count] of folders) console.log(`  ${folder} (${count} ${count === 1 ? "file" : "files"})`);
  for (const [title, proof] of Object.entries(proofs)) await progress(title, () => prove(title, proof));
  console.log("The rest works without the demo shop.");
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  clean();
}

async function prove(title, { command, count }) {
  rmSync(join(copy, report), { force: true });
  const { code, output } = await runQuietly(command, { cwd: copy, env: { TEST_REPORT: report } });
  if (code !== 0) throw new Error(`${output}\n${title} ended with code ${code}.`);
  if (!count) return;
  const file = join(copy, report);
  const counts = existsSync(file) ? count(JSON.parse(readFileSync(file, "utf8"))) : null;
  const { passed, complaints } = judge({ name: title, code, counts });
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
  console.log(`  ${passed} passed`);
}

function clean() {
  rmSync(copy, { recursive: true, force: true });
}
