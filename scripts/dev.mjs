import "./end-with-npm.mjs";
import "./environment.mjs";
import { printGuide } from "./demo-guide.mjs";
import { prepareDemo } from "./demo-site.mjs";
import { startDevelopmentServer } from "./next-server.mjs";
import { requirePort } from "./require-port.mjs";
import { exitCodeOf, run } from "./run.mjs";
import { runProgram } from "./run-program.mjs";
import { requireNoRunningDemo } from "./running-demo.mjs";

const port = Number(process.env.PORT ?? 3000);

await runProgram(async ({ atEnd }) => {
  requireNoRunningDemo();
  await requirePort(port);
  if ((await run(["scripts/generate-client.mjs"])) !== 0) return 1;
  const site = await prepareDemo({ port });
  atEnd(site.stop);
  const server = startDevelopmentServer({ port, host: "localhost", env: site.env });
  printGuide(site.url);
  return await exitCodeOf(server);
});
