// Attack: approve one price and pay another, or pay once and get two, by doing two things in the same moment.
// What is described, run and consumed stands in one transaction under row locks, so a race has one winner.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nothing, openTestApproval, type Shopper } from "@/lib/two-factor/testing/approval";

let bench: Awaited<ReturnType<typeof openTestApproval>>;
beforeAll(async () => {
  bench = await openTestApproval();
});
afterAll(() => bench.close());

const all = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));
const executed = (outcomes: { ok: boolean }[]) => outcomes.filter(({ ok }) => ok).length;
const eventsNamed = async (shopper: Shopper, name: string) =>
  (await shopper.events()).filter((event) => event === name).length;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const shownTotal = (shopper: Shopper) =>
  shopper.messages.at(-1)?.approval?.lines.find(({ id }) => id === "total")?.value;

describe("at once", () => {
  it("100 pairs of a change and an approval: never run at another price than the message said", async () => {
    const shoppers: Shopper[] = [];
    for (let index = 0; index < 100; index += 1) shoppers.push(await bench.shopper());
    const changes = new Map<string, () => Promise<unknown>>();
    const begun: Promise<unknown>[] = [];
    // A third of the changes comes first, a third at some moment, a third between describing and running.
    bench.hooks.beforeRun = async (accountId) => {
      const change = changes.get(accountId);
      if (!change) return;
      begun.push(change());
      await pause(30);
    };
    const pair = async (shopper: Shopper, index: number) => {
      const id = await shopper.mustPropose();
      const change = () => shopper.fill("Lamp", 8990);
      if (index % 3 === 0) begun.push(change());
      if (index % 3 === 1) begun.push(pause(index).then(change));
      if (index % 3 === 2) changes.set(shopper.accountId, change);
      return { shopper, approved: await shopper.answer(id, shopper.code()) };
    };
    const outcomes = await Promise.all(shoppers.map(pair));
    await Promise.all(begun);
    bench.hooks.beforeRun = nothing;
    for (const { shopper, approved } of outcomes) {
      const paid = (await shopper.purchases()).map(({ total }) => (total / 100).toFixed(2));
      expect(paid).toEqual(approved.ok ? [shownTotal(shopper)] : []);
      if (!approved.ok) expect(approved.refusal.code).toBe("changed");
    }
    const won = executed(outcomes.map(({ approved }) => approved));
    // Those between describing and running wait for the lock, whatever the machine; of the others some are in time.
    expect(won).toBeGreaterThanOrEqual(33);
    expect(won).toBeLessThan(100);
  });

  it("50 approvals with the right code: one run, and one message that tells of it", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    bench.hooks.notices = ({ lines }) => [
      { about: "action-done", title: "Your order", happened: "It was placed.", lines },
    ];
    const outcomes = await all(50, () => shopper.answer(id, shopper.code()));
    bench.hooks.notices = () => [];
    const { accountId } = shopper;
    expect(await bench.database.twoFactorDelivery.count({ where: { accountId, challengeId: null } })).toBe(1);
    expect(executed(outcomes)).toBe(1);
    expect(await shopper.purchases()).toHaveLength(1);
    expect(await eventsNamed(shopper, "approval_execute")).toBe(1);
    expect(await shopper.row()).toMatchObject({ consecutiveWrong: 0 });
    expect(await shopper.view(id)).toMatchObject({ state: "executed" });
  });

  it("approvals, declines and another proposal: what ran was approved, and at most once", async () => {
    for (let round = 0; round < 10; round += 1) {
      const shopper = await bench.shopper();
      const id = await shopper.mustPropose();
      const code = shopper.code();
      const [approvals, declines] = await Promise.all([
        all(3, () => shopper.answer(id, code)),
        all(3, () => shopper.decline(id)),
        all(3, () => shopper.propose({ note: "another" })),
      ]);
      expect(executed(approvals) + executed(declines)).toBeLessThanOrEqual(1);
      expect(await shopper.purchases()).toHaveLength(executed(approvals));
      const open = await bench.database.twoFactorApproval.count({
        where: { accountId: shopper.accountId, endedAt: null },
      });
      expect(open).toBeLessThanOrEqual(1);
    }
  });

  it("50 proposals of the same thing: one approval, one message", async () => {
    const shopper = await bench.shopper();
    const proposed = await all(50, () => shopper.propose());
    const ids = new Set(proposed.flatMap((each) => (each.ok ? [each.approvalId] : [])));
    expect(ids.size).toBe(1);
    expect(shopper.messages).toHaveLength(1);
    const [id = ""] = ids;
    expect(await shopper.answer(id, shopper.code())).toMatchObject({ ok: true });
  });

  // Attack: propose the hour's last one many times at the same moment, and have them all pass the limit together.
  it("20 proposals where the hour has room for one: one is written", async () => {
    const shopper = await bench.shopper();
    const { accountId } = shopper;
    const first = await shopper.mustPropose();
    await bench.database.$executeRaw`
      INSERT INTO two_factor_approval
        (id, account_id, session_id_hash, browser_hash, action, lines, digest, reasons, locale, state,
        expires_at, ended_at)
      SELECT ${accountId} || n, ${accountId}, p.session_id_hash, 'b', 'buy', '[]', '', '{}', 'en', 'executed', now(), now()
      FROM two_factor_approval AS p, generate_series(1, 58) AS n WHERE p.id = ${first}`;
    const begun: Promise<{ ok: boolean }[]>[] = [];
    // All of them have begun before the first can be counted.
    await bench.database.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT FROM two_factor_account WHERE account_id = ${accountId} FOR UPDATE`;
      begun.push(all(20, (index) => shopper.propose({ note: `wish ${index}` })));
      await pause(500);
    });
    expect(executed((await Promise.all(begun)).flat())).toBe(1);
    expect(await bench.database.twoFactorApproval.count({ where: { accountId } })).toBe(60);
  });

  it("an approval and the end of its session: what ran was approved by a live session", async () => {
    for (let round = 0; round < 10; round += 1) {
      const shopper = await bench.shopper();
      const id = await shopper.mustPropose();
      const { context } = shopper;
      const revoke = () =>
        bench.ports.store.revokeSession({ idHash: bench.ports.hash(shopper.sessionId), because: "revoked", context });
      const [approved] = await Promise.all([shopper.answer(id, shopper.code()), revoke()]);
      expect(await shopper.purchases()).toHaveLength(approved.ok ? 1 : 0);
    }
  });

  it("a session that ends between the code and the commit undoes what ran", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    const idHash = bench.ports.hash(shopper.sessionId);
    bench.hooks.afterRun = () =>
      bench.ports.store.revokeSession({ idHash, because: "revoked", context: shopper.context });
    const answered = await shopper.answer(id, shopper.code());
    bench.hooks.afterRun = nothing;
    expect(answered).toEqual({ ok: false, refusal: { code: "signed-out" } });
    expect(await shopper.purchases()).toEqual([]);
  });

  it("200 wrong answers to an approval: exactly five are compared", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    await all(200, () => shopper.answer(id, shopper.wrongCode()));
    expect(await shopper.row()).toMatchObject({ wrongAnswers: 5 });
    expect(await eventsNamed(shopper, "challenge_answer_fail")).toBe(5);
  });
});
