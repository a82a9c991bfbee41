import { execFileSync } from "node:child_process";
import { cpSync, linkSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import "./environment.mjs";
import { progress } from "./progress.mjs";
import { onSignal, runQuietly, stopAll, tool } from "./run.mjs";

/** The demo shop. Without it the add-on and the application around it must still stand. */
const demo =
  /^((lib|components|e2e)\/shop|app\/\(shop\)|prisma\/seed\/shop|public\/catalogue)\/|^prisma\/(schema\/shop\.prisma$|migrations\/\d+_shop(_\w+)?\/)/;
const proofs = {
  "Generating the client": ["scripts/generate-client.mjs"],
  "Generating route types": [tool("next"), "typegen"],
  "Checking types": [tool("tsc"), "--noEmit"],
  "Checking import rules": ["scripts/import-rules.mjs"],
  "Running unit tests": [tool("vitest"), "run", "--project", "unit"],
  Building: ["scripts/build.mjs"],
};

// On the same file system as node_modules, which is linked file by file: the build follows no link out of its folder.
const copy = ".data/standalone";
clean();
onSignal(async () => {
  await stopAll();
  clean();
}, 1);
try {
  const { kept, removed } = copyWithoutDemo();
  console.log(`${kept} files without the demo's ${removed}`);
  if (removed === 0) throw new Error("The demo was not found, so nothing is proved.");
  for (const [title, command] of Object.entries(proofs)) await progress(title, () => prove(command));
  console.log("The rest stands without the demo shop.");
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  clean();
}

async function prove(command) {
  const { code, output } = await runQuietly(command, { cwd: copy });
  if (code !== 0) throw new Error(output);
}

/** Copies what git would commit, and links the installed packages. */
function copyWithoutDemo() {
  const listing = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    encoding: "utf8",
  });
  const files = listing.split("\0").filter(Boolean);
  const kept = files.filter((file) => !demo.test(file));
  for (const file of kept) cpSync(file, join(copy, file), { recursive: true });
  linkPackages();
  return { kept: kept.length, removed: files.length - kept.length };
}

function linkPackages() {
  for (const entry of readdirSync("node_modules", { recursive: true, withFileTypes: true })) {
    const folder = join(copy, entry.parentPath);
    if (entry.isDirectory()) mkdirSync(join(folder, entry.name), { recursive: true });
    if (entry.isFile()) linkSync(join(entry.parentPath, entry.name), join(folder, entry.name));
  }
}

function clean() {
  rmSync(copy, { recursive: true, force: true });
}
