// Attack: begin many posts without an account and without a content length, send megabytes in each, and never end them.
// Defence: each handler keeps at most the length of a form.
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { type ClientRequest, request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Site } from "@/e2e/fixtures/http-site";
import { openSharedSite } from "@/e2e/fixtures/shared-site";
import { until } from "@/e2e/fixtures/until";

let site: Site;
beforeAll(async () => {
  site = await openSharedSite();
});
afterAll(() => site.stop());

const megabyte = Buffer.alloc(1_000_000, "9");

function post(path: string): ClientRequest {
  const headers = { origin: site.url, "content-type": "application/x-www-form-urlencoded" };
  const begun = request(new URL(path, site.url), { method: "POST", headers });
  begun.on("error", () => undefined);
  return begun;
}

async function statusOf(path: string, bytes: number): Promise<number | undefined> {
  const begun = post(path);
  const answered = once(begun, "response");
  begun.end(Buffer.alloc(bytes, "9"));
  const [response] = await answered;
  response.resume();
  return response.statusCode;
}

/** Waits until the server has stopped reading: the bytes that wait here do not get fewer between two checks. */
async function untilStill(begun: ClientRequest[]): Promise<void> {
  const waiting = () =>
    begun.reduce((bytes, { writableLength, socket }) => bytes + writableLength + (socket?.writableLength ?? 0), 0);
  let before = -1;
  const isStill = () => {
    const now = waiting();
    const still = now === before;
    before = now;
    return still;
  };
  await until("the server takes no more", isStill, { everyMs: 400 });
}

function residentMegabytes(): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(site.pid())], { encoding: "utf8" })) / 1024;
}

describe("a body without a content length", () => {
  test.each([100_000, 10_000_000])("of %d bytes is refused by its reader", async (bytes) => {
    expect(await statusOf("/api/auth/callback/password", bytes)).toBe(413);
    expect(await statusOf("/sign-out", bytes)).toBe(413);
  });

  test("is not kept: forty of nine megabytes take less than a hundred megabytes of memory", async () => {
    // The process's other memory varies by tens of megabytes. Kept bodies would take 360.
    const before = residentMegabytes();
    const begun = Array.from({ length: 40 }, () => post("/sign-in"));
    for (let sent = 0; sent < 9; sent += 1) for (const each of begun) each.write(megabyte);
    await untilStill(begun);
    const after = residentMegabytes();
    for (const each of begun) each.destroy();
    expect(after - before).toBeLessThan(100);
    expect((await site.client().get("/sign-in")).status).toBe(200);
  });
});
