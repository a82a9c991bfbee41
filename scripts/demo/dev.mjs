import "../process/end-with-npm.mjs";
import "../process/environment.mjs";
import { requirePort } from "../process/require-port.mjs";
import { exitCodeOf, run } from "../process/run.mjs";
import { runProgram } from "../process/run-program.mjs";
import { startDevelopmentServer } from "../site/next-server.mjs";
import { printGuide } from "./demo-guide.mjs";
import { prepareDemo } from "./demo-site.mjs";
import { requireNoRunningDemo } from "./running-demo.mjs";

const port = Number(process.env.PORT ?? 3000);

await runProgram(async ({ atEnd }) => {
  requireNoRunningDemo();
  await requirePort(port);
  if ((await run(["scripts/database/generate-client.mjs"])) !== 0) return 1;
  const site = await prepareDemo({ port });
  atEnd(site.stop);
  const server = startDevelopmentServer({ port, host: "localhost", env: site.env });
  printGuide(site.url);
  return await exitCodeOf(server);
});
