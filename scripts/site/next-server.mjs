import { setTimeout as wait } from "node:timers/promises";
import { start, tool } from "../process/run.mjs";

const watchParent = new URL("../process/end-with-parent.mjs", import.meta.url).href;
const patienceMs = 60_000;
// A busy server uses about 80 MB. Without these settings V8 lets garbage grow with the machine's memory, and glibc
// keeps an arena for each thread that hashed a password in 19 MB.
const frugal = { flags: ["--max-old-space-size=256", "--max-semi-space-size=8"], env: { MALLOC_ARENA_MAX: "2" } };

/** Starts the production server of the build in .next. It ends with this process, also after a kill. */
export function startServer({ port, host, env, stdio }) {
  const flags = [...frugal.flags, "--import", watchParent];
  return start([...flags, tool("next"), "start", ...listenOn(port, host)], {
    env: { ...frugal.env, ...env, NODE_ENV: "production" },
    stdio,
  });
}

/** The development server builds each page at its first request, and again when its source changes. */
export function startDevelopmentServer({ port, host, env }) {
  const args = ["--import", watchParent, tool("next"), "dev", ...listenOn(port, host)];
  return start(args, { env: { ...env, NODE_ENV: "development" } });
}

function listenOn(port, host) {
  return ["-p", String(port), ...(host ? ["-H", host] : [])];
}

/** Resolves when the server is ready. Throws if it ended or took longer than a minute. */
export async function untilReady(server, url) {
  const until = Date.now() + patienceMs;
  while (!(await answers(`${url}/api/health/ready`))) {
    if (server.exitCode !== null) throw new Error(`The server ended with code ${server.exitCode}`);
    if (Date.now() > until) throw new Error(`The server at ${url} did not become ready within a minute`);
    await wait(100);
  }
}

async function answers(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}
