// Attack on patience: the process dies between "we have sent you a code" and the provider, or in the middle of its call.
// The message is not lost, and no person gets it twice.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { deliveryLimits } from "@/lib/two-factor/core/message/delivery";
import { startDelivering } from "@/lib/two-factor/flows/message/delivery-worker";
import type { Ports } from "@/lib/two-factor/flows/ports";
import { openTestSignIn } from "@/lib/two-factor/testing/sign-in";

let bench: Awaited<ReturnType<typeof openTestSignIn>>;
const workers: ReturnType<typeof startDelivering>[] = [];
beforeAll(async () => {
  bench = await openTestSignIn();
});
// A worker pauses between its looks: here a pause is over when the test says so.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  vi.useRealTimers();
});
afterAll(() => bench.close());

/** Somebody whose code was issued by a process that died before it was sent. */
async function abandoned() {
  const { accountId } = await bench.account();
  const inTime = bench.ports.afterResponse;
  bench.ports.afterResponse = () => undefined;
  const browser = bench.browser(accountId);
  bench.ports.afterResponse = inTime;
  await browser.begin();
  return { accountId, browser };
}

function startWorker({ repeatable = false, ports = bench.ports }: { repeatable?: boolean; ports?: Ports } = {}) {
  const got: string[] = [];
  const channel = bench.channelOf("email", ({ code }) => void got.push(code));
  let looks = 0;
  const claimDueDeliveries: Ports["store"]["claimDueDeliveries"] = (input) => {
    looks += 1;
    return ports.store.claimDueDeliveries(input);
  };
  const store = { ...ports.store, claimDueDeliveries };
  const worker = startDelivering({ ...ports, store, channels: { email: { ...channel, repeatable } } });
  workers.push(worker);
  return { got, worker, looks: () => looks };
}

const aPause = () => vi.advanceTimersByTimeAsync(2_000);

async function pauseUntil(looks: () => number, wanted: number): Promise<void> {
  await expect.poll(() => aPause().then(looks), { interval: 10 }).toBeGreaterThanOrEqual(wanted);
}

const deliveriesOf = (accountId: string) => bench.database.twoFactorDelivery.findMany({ where: { accountId } });
const becomes = (accountId: string, expected: object) =>
  expect
    .poll(() => aPause().then(() => deliveriesOf(accountId)), { interval: 10 })
    .toEqual([expect.objectContaining(expected)]);

describe("a worker", () => {
  it("sends what a process that died left behind, once, and the code works", async () => {
    const { accountId, browser } = await abandoned();
    await bench.elapse(deliveryLimits.headStartSeconds + 1);
    const { got, looks } = startWorker();
    await becomes(accountId, { state: "sent", sealed: null });
    await pauseUntil(looks, looks() + 3);
    expect(got).toHaveLength(1);
    expect(await browser.answer(got[0])).toMatchObject({ ok: true });
  });

  it("repeats an interrupted call through a provider that knows a repeated message", async () => {
    const { accountId } = await abandoned();
    await claimAndDie(accountId);
    const { got } = startWorker({ repeatable: true });
    await becomes(accountId, { state: "sent", claims: 2 });
    expect(got).toHaveLength(1);
  });

  it("repeats it through no other, says so, and lets the person ask again at once", async () => {
    const { accountId, browser } = await abandoned();
    await claimAndDie(accountId);
    const { got } = startWorker();
    await becomes(accountId, { state: "failed", failure: "interrupted", sealed: null });
    expect(got).toEqual([]);
    expect(await browser.view()).toMatchObject({ ok: true, delivery: "failed", sendAgainInSeconds: 0 });
  });

  it("sends no code that is over", async () => {
    const { accountId } = await abandoned();
    await bench.elapse(301);
    const { got } = startWorker();
    await becomes(accountId, { state: "failed", failure: "too-late", sealed: null });
    expect(got).toEqual([]);
  });

  it("sends nothing that was written into the database from elsewhere", async () => {
    const { accountId } = await abandoned();
    const { accountId: other } = await abandoned();
    const [foreign] = await deliveriesOf(other);
    await bench.database.twoFactorDelivery.updateMany({
      where: { accountId },
      data: { sealed: foreign?.sealed ?? "" },
    });
    await bench.database.twoFactorDelivery.deleteMany({ where: { accountId: other } });
    await bench.elapse(deliveryLimits.headStartSeconds + 1);
    const { got } = startWorker();
    await becomes(accountId, { state: "failed", failure: "unreadable" });
    expect(got).toEqual([]);
    expect(bench.log.some(({ event }) => event === "delivery_unreadable")).toBe(true);
  });

  it("goes on when the database is back", async () => {
    const { accountId } = await abandoned();
    await bench.elapse(deliveryLimits.headStartSeconds + 1);
    const outage = { looks: 2 };
    const store: Ports["store"] = {
      ...bench.ports.store,
      claimDueDeliveries: (input) => {
        outage.looks -= 1;
        return outage.looks >= 0 ? Promise.reject(new Error("gone")) : bench.ports.store.claimDueDeliveries(input);
      },
    };
    startWorker({ ports: { ...bench.ports, store } });
    await becomes(accountId, { state: "sent" });
    const told = bench.log.map(({ event }) => event).filter((event) => event.startsWith("deliveries_"));
    expect(told).toEqual(["deliveries_stopped", "deliveries_resumed"]);
  });

  it("takes up nothing more once it is stopped", async () => {
    const { accountId } = await abandoned();
    await bench.elapse(deliveryLimits.headStartSeconds + 1);
    const { worker, looks } = startWorker();
    await worker.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(looks()).toBe(0);
    expect(await deliveriesOf(accountId)).toMatchObject([{ state: "queued", claims: 0 }]);
    await bench.database.twoFactorDelivery.deleteMany({ where: { accountId } });
  });
});

/** As after a crash in the middle of the provider's call: taken up, and never said how it ended. */
async function claimAndDie(accountId: string): Promise<void> {
  const [delivery] = await deliveriesOf(accountId);
  expect(await bench.ports.store.claimDelivery(delivery?.id ?? "")).not.toBeNull();
  await bench.elapse(deliveryLimits.claimSeconds + 1);
}
