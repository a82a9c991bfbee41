// Attack on patience: two instances that both believe a message is theirs send a person two codes, or none.
// A claim is one statement; of any number at once, each message has one winner.
import { afterAll, beforeAll, expect, it } from "vitest";
import { createPerson } from "@/lib/two-factor/testing/person";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

const all = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

const queue = async () => (await (await createPerson(opened)).browser().mustIssue()).deliveryId;

it("200 claims of one message at once: one winner", async () => {
  const deliveryId = await queue();
  const claims = await all(200, () => opened.store.claimDelivery(deliveryId));
  expect(claims.filter(Boolean)).toHaveLength(1);
});

it("500 messages and 8 workers at once: each message is taken up exactly once, and none is left", async () => {
  const queued = await all(500, queue);
  await opened.elapse(5);
  const taken: string[] = [];
  await all(8, async () => {
    for (;;) {
      const claimed = await opened.store.claimDueDeliveries({ atMost: 10 });
      if (claimed.length === 0) return;
      taken.push(...claimed.map(({ id }) => id));
    }
  });
  const ours = taken.filter((id) => queued.includes(id));
  expect(ours).toHaveLength(500);
  expect(new Set(ours).size).toBe(500);
});
