import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const system = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The Chromium to test with: CHROMIUM_PATH, else Playwright's own, else the system's, else undefined. */
export function findChromium() {
  return process.env.CHROMIUM_PATH ?? [chromium.executablePath(), ...system].find((path) => existsSync(path));
}
