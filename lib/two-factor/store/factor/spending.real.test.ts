// Attack: the same right answer in many browsers at the same moment. Each has a challenge of its own, so that no challenge
// stops it; what the answer uses up does.
import { afterAll, beforeAll, expect, it } from "vitest";
import { defaultLimits } from "@/lib/two-factor/core/limit/limits";
import { statementsOf } from "@/lib/two-factor/factors/index";
import { createPostgresStore } from "@/lib/two-factor/store/index";
import { clock } from "@/lib/two-factor/testing/factors";
import { createPerson } from "@/lib/two-factor/testing/person";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

it("of fifty answers to fifty challenges one uses up the step, and a later step is there for the next", async () => {
  const store = createPostgresStore({
    database: opened.database,
    limits: defaultLimits,
    factors: statementsOf([clock]),
  });
  const person = await createPerson({ ...opened, store });
  const ready = async () => {
    const browser = person.browser();
    const pendingSignInId = (await browser.openPending())?.pending.id ?? "";
    const { id: challengeId } = await mustIssue(browser);
    await browser.reserve(challengeId);
    return { challengeId, pendingSignInId, session: browser.newSession(), context: browser.context };
  };
  const mustIssue = async (browser: ReturnType<typeof person.browser>) => {
    const challenge = { ...browser.newChallenge(), factor: "clock", message: null };
    const issued = await browser.issue(challenge);
    if (!issued.issued) throw new Error("not issued");
    return challenge;
  };
  const all = [];
  for (let each = 0; each < 52; each += 1) {
    await person.set({ wrongAnswers: 0, consecutiveWrong: 0 });
    all.push(await ready());
  }
  const spend = (minute: number) => (input: Awaited<ReturnType<typeof ready>>) =>
    store.completeSignIn({ ...input, spent: { factor: "clock", spends: minute } });
  const answers = await Promise.all(all.slice(0, 50).map(spend(7)));
  expect(answers.filter(Boolean)).toHaveLength(1);
  expect(await opened.database.twoFactorSession.count({ where: { accountId: person.accountId } })).toBe(1);
  expect(await Promise.all(all.slice(50).map(spend(8)))).toContain(true);
  const { kept } = await opened.database.twoFactorAuthenticator.findUniqueOrThrow({
    where: { id: person.authenticatorId },
  });
  expect(kept).toEqual({ last: 8 });
});
