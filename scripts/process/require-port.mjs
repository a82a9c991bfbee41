import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

const patienceMs = 5_000;

/** Resolves when `port` is free. A server that was just stopped gets a few seconds to release it. */
export async function requirePort(port) {
  const until = Date.now() + patienceMs;
  while (!(await isFree(port))) {
    if (Date.now() > until)
      throw new Error(`Port ${port} is in use. Stop what listens there, or choose another: PORT=3001`);
    await wait(200);
  }
}

async function isFree(port) {
  const server = createServer().listen(port);
  try {
    await once(server, "listening");
    server.close();
    return true;
  } catch {
    return false;
  }
}
