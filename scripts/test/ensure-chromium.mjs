import "../process/environment.mjs";
import { aptInstall } from "../process/apt.mjs";
import { run, tool } from "../process/run.mjs";
import { findChromium } from "./chromium.mjs";

if (findChromium() || (aptInstall("chromium") && findChromium())) process.exit(0);
if ((await run([tool("playwright"), "install", "chromium"])) === 0 && findChromium()) process.exit(0);
console.error("No Chromium found: install the package chromium, or set CHROMIUM_PATH to a Chromium or Chrome.");
process.exit(1);
