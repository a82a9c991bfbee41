import { expect, it } from "vitest";
import { defaultLimits } from "@/lib/two-factor/core/limit/limits";
import { watchGuessing } from "@/lib/two-factor/flows/code/watch-guessing";
import { createPerson } from "@/lib/two-factor/testing/person";
import { openTestStore } from "@/lib/two-factor/testing/store";

// Attack: one guess on each of very many accounts, so that no account's limit ever sees two.
// Only the sum over all accounts shows it.
it("raises the alarm when wrong answers of different accounts add up", async () => {
  const opened = await openTestStore();
  const alarms: string[] = [];
  const ports = {
    store: opened.store,
    limits: { ...defaultLimits, alarm: { wrongAnswersPerDay: 2 } },
    log: { info: () => undefined, warn: () => undefined, error: (event: string) => void alarms.push(event) },
  };
  const guessOnce = async () => {
    const { accountId, ...person } = await createPerson(opened);
    const { context } = person.browser();
    await opened.store.recordEvent({ event: "challenge_answer_fail", outcome: "refused", accountId }, context);
  };

  await guessOnce();
  await guessOnce();
  expect([await watchGuessing(ports), alarms]).toEqual([2, []]);
  await guessOnce();
  expect([await watchGuessing(ports), alarms]).toEqual([3, ["wrong_answers_alarm"]]);
  await opened.close();
});
