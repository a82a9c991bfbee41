import "./end-with-npm.mjs";
import "./environment.mjs";
import { printGuide } from "./demo-guide.mjs";
import { prepareDemo } from "./demo-site.mjs";
import { startServer, untilReady } from "./next-server.mjs";
import { requirePort } from "./require-port.mjs";
import { exitCodeOf, run } from "./run.mjs";
import { runProgram } from "./run-program.mjs";
import { requireNoRunningDemo } from "./running-demo.mjs";

const port = Number(process.env.PORT ?? 3000);
const reset = process.argv.includes("--reset");
const onlyDatabase = process.argv.includes("--only-database");

await runProgram(async ({ atEnd }) => {
  requireNoRunningDemo();
  if (!onlyDatabase) await requirePort(port);
  if ((await run(["scripts/generate-client.mjs"])) !== 0) return 1;
  const site = await prepareDemo({ port, reset });
  atEnd(site.stop);
  if (onlyDatabase) return 0;
  if ((await run(["scripts/build.mjs"])) !== 0) return 1;
  // The demo's mailbox is open to whoever reaches it: nobody outside this machine does.
  const server = startServer({ port, host: "localhost", env: site.env });
  await untilReady(server, site.url);
  printGuide(site.url);
  return await exitCodeOf(server);
});
