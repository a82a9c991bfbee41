import { parseArgs } from "node:util";
import "../process/end-with-npm.mjs";
import "../process/environment.mjs";
import { requirePort } from "../process/require-port.mjs";
import { exitCodeOf, run } from "../process/run.mjs";
import { runProgram } from "../process/run-program.mjs";
import { startServer, untilReady } from "../site/next-server.mjs";
import { printGuide } from "./demo-guide.mjs";
import { prepareDemo } from "./demo-site.mjs";
import { requireNoRunningDemo } from "./running-demo.mjs";

const port = Number(process.env.PORT ?? 3000);
const {
  reset,
  "only-database": onlyDatabase,
  database: meantDatabase,
} = parseArgs({
  options: { reset: { type: "boolean" }, "only-database": { type: "boolean" }, database: { type: "string" } },
}).values;

await runProgram(async ({ atEnd }) => {
  requireNoRunningDemo();
  if (!onlyDatabase) await requirePort(port);
  if ((await run(["scripts/database/generate-client.mjs"])) !== 0) return 1;
  const site = await prepareDemo({ port, reset, meantDatabase });
  atEnd(site.stop);
  if (onlyDatabase) return 0;
  if ((await run(["scripts/site/build.mjs"])) !== 0) return 1;
  // The demo's mailbox is open to all clients, so the server listens on this machine only.
  const server = startServer({ port, host: "localhost", env: site.env });
  await untilReady(server, site.url);
  printGuide(site.url);
  return await exitCodeOf(server);
});
