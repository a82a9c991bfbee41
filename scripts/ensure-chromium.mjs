import "./environment.mjs";
import { aptInstall } from "./apt.mjs";
import { findChromium } from "./chromium.mjs";
import { run, tool } from "./run.mjs";

if (findChromium() || (aptInstall("chromium") && findChromium())) process.exit(0);
if ((await run([tool("playwright"), "install", "chromium"])) === 0 && findChromium()) process.exit(0);
console.error("No Chromium found: install the package chromium, or set CHROMIUM_PATH to a Chromium or Chrome.");
process.exit(1);
