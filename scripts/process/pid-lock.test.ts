import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { identify, takePidLock } from "./pid-lock.mjs";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pid-lock-"));
  file = join(folder, "database.lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

const parent = process.ppid;

test("a lock is held by its process, and released", () => {
  const unlock = takePidLock(file);
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ pid: process.pid });
  unlock();
  expect(() => readFileSync(file)).toThrow("ENOENT");
});

test("a lock of a running process is respected", () => {
  writeFileSync(file, JSON.stringify(identify(parent)));
  expect(() => takePidLock(file)).toThrow(`is in use by process ${parent}`);
});

// In a container without an init, orphaned processes stay zombies and keep their number. Only Linux shows this.
if (process.platform === "linux") {
  test("a lock of a process that is dead but not buried is taken over", async () => {
    const script = "sleep 1 & echo $!; exec sleep 60";
    const parent = spawn("sh", ["-c", script], { stdio: ["ignore", "pipe", "ignore"] });
    const [printed] = await once(parent.stdout, "data");
    const holder = identify(Number(String(printed)));
    writeFileSync(file, JSON.stringify(holder));
    expect(() => takePidLock(file)).toThrow("is in use");
    await vi.waitFor(() => takePidLock(file)(), 20_000);
    parent.kill("SIGKILL");
  });
}

test.each([
  ["a process that is gone", JSON.stringify({ pid: 2 ** 22 + 1, bornAt: "1" })],
  ["a process whose number another one has now", JSON.stringify({ pid: parent, bornAt: "1" })],
  ["a process that died while it wrote", '{"pid":'],
])("a lock of %s is taken over", (_, text) => {
  writeFileSync(file, text);
  takePidLock(file)();
});
