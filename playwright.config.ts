import { mkdirSync } from "node:fs";
import { defineConfig } from "@playwright/test";
import { browserTestData, browserTestLog } from "./e2e/fixtures/running-site";
import { findFreePort } from "./scripts/process/free-port.mjs";
import { findChromium } from "./scripts/test/chromium.mjs";

// Chosen once, since the workers read this file again and need the same port.
process.env.BROWSER_TEST_PORT ??= String(await findFreePort());
const port = Number(process.env.BROWSER_TEST_PORT);
const report = process.env.TEST_REPORT;
const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

mkdirSync(browserTestData, { recursive: true });

export default defineConfig({
  testDir: "e2e",
  globalTeardown: "e2e/fixtures/codes-teardown.ts",
  testMatch: "{two-factor,shop}/**/*.spec.ts",
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ...(report ? [["json", { outputFile: report }] as const] : [])],
  use: {
    baseURL: `http://localhost:${port}`,
    locale: "en-GB",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: findChromium(),
      args: [
        ...asRoot,
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: `node scripts/demo/demo.mjs --reset > ${browserTestLog}`,
    url: `http://localhost:${port}/api/health/ready`,
    env: {
      PORT: String(port),
      COUNTERSIGN_DATA_DIR: browserTestData,
      DATABASE_URL: "",
      // The tests act as a proxy, so that each test can use its own client address.
      TRUSTED_PROXY_HOPS: "1",
    },
    timeout: 180_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    stdout: "ignore",
  },
});
