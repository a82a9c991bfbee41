import { spawn } from "node:child_process";
import { once } from "node:events";

const tools = {
  biome: "node_modules/@biomejs/biome/bin/biome",
  knip: "node_modules/knip/bin/knip.js",
  next: "node_modules/next/dist/bin/next",
  playwright: "node_modules/@playwright/test/cli.js",
  tsc: "node_modules/typescript/bin/tsc",
  vitest: "node_modules/vitest/vitest.mjs",
};
const running = new Set();

/** The file of a tool's command. Node starts it directly, so that a signal reaches the tool and not a wrapper. */
export function tool(name) {
  return tools[name];
}

/** Starts `node ...args` and remembers it for `stopAll`. */
export function start(args, { env = {}, stdio = "inherit", cwd } = {}) {
  const child = spawn(process.execPath, args, { stdio, cwd, env: { ...process.env, ...env } });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

/** Runs `node ...args` to its end and returns the exit code, or 1 if a signal ended it. */
export function run(args, options) {
  return exitCodeOf(start(args, options));
}

/** Waits for a started program to end. */
export async function exitCodeOf(child) {
  const [code] = await once(child, "exit");
  return code ?? 1;
}

/** Like `run`, but returns the output, for a program whose output matters only after a failure. */
export async function runQuietly(args, options) {
  const child = start(args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const [code] = await once(child, "close");
  return { code: code ?? 1, output };
}

/** Runs `node ...args`; throws with its output when it fails. */
export async function mustRun(args, options) {
  const { code, output } = await runQuietly(args, options);
  if (code !== 0) throw new Error(`${args.slice(0, 3).join(" ")} failed:\n${output}`);
  return output;
}

/** Asks all started programs to end, and kills them after ten seconds. */
export async function stopAll(signal = "SIGTERM") {
  await Promise.all([...running].map((child) => stop(child, signal)));
}

export async function stop(child, signal = "SIGTERM") {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  const impatience = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(impatience);
}

/** Runs `end` once, at the first SIGTERM, SIGINT or SIGHUP, and leaves with `code`. */
export function onSignal(end, code = 0) {
  let ending = false;
  const handler = async () => {
    if (ending) return;
    ending = true;
    await end();
    process.exit(code);
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, handler);
}
