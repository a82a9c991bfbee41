import { afterEach, expect, it, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.resetModules();
});

async function guideOf(directory?: string): Promise<string> {
  vi.stubEnv("COUNTERSIGN_DATA_DIR", directory);
  const log = vi.spyOn(console, "log").mockReturnValue();
  const { printGuide } = await import("@/scripts/demo/demo-guide.mjs");
  printGuide("http://localhost:3000");
  return String(log.mock.calls[0]);
}

it("names the default data folder", async () => {
  expect(await guideOf()).toContain("The data stays in .data;");
});

it("names the configured data folder", async () => {
  expect(await guideOf("/srv/demo")).toContain("The data stays in /srv/demo;");
});
