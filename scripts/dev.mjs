import { once } from "node:events";
import "./end-with-npm.mjs";
import "./environment.mjs";
import { printGuide } from "./demo-guide.mjs";
import { prepareDemo } from "./demo-site.mjs";
import { requirePort } from "./require-port.mjs";
import { onSignal, run, start, stopAll, tool } from "./run.mjs";

const port = Number(process.env.PORT ?? 3000);
let site;

onSignal(end);
await requirePort(port);
if ((await run(["scripts/generate-client.mjs"])) !== 0) process.exit(1);
site = await prepareDemo({ port });
const server = start([tool("next"), "dev", "-p", String(port)], { env: { ...site.env, NODE_ENV: "development" } });
printGuide(`http://localhost:${port}`);
const [code] = await once(server, "exit");
await end();
process.exit(code ?? 1);

async function end() {
  await stopAll();
  await site?.stop();
}
