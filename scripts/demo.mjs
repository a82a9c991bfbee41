import { once } from "node:events";
import "./end-with-npm.mjs";
import "./environment.mjs";
import { printGuide } from "./demo-guide.mjs";
import { prepareDemo } from "./demo-site.mjs";
import { startServer, untilReady } from "./next-server.mjs";
import { requirePort } from "./require-port.mjs";
import { onSignal, run, stopAll } from "./run.mjs";

const port = Number(process.env.PORT ?? 3000);
const url = `http://localhost:${port}`;
const reset = process.argv.includes("--reset");
const onlyDatabase = process.argv.includes("--only-database");
let site;

onSignal(end);

try {
  process.exitCode = await demo();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
await end();
process.exit();

async function demo() {
  if (!onlyDatabase) await requirePort(port);
  if ((await run(["scripts/generate-client.mjs"])) !== 0) return 1;
  site = await prepareDemo({ port, reset });
  if (onlyDatabase) return 0;
  if ((await run(["scripts/build.mjs"])) !== 0) return 1;
  // The demo's mailbox is open to whoever reaches it: nobody outside this machine does.
  const server = startServer({ port, host: "localhost", env: site.env });
  await untilReady(server, url);
  printGuide(url);
  const [code] = await once(server, "exit");
  return code ?? 1;
}

async function end() {
  await stopAll();
  await site?.stop();
}
