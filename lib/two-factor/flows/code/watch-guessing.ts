import type { Ports } from "@/lib/two-factor/flows/ports";

/**
 * Tells the operator when wrong answers add up over all accounts: one guess on each of many accounts passes every limit
 * per account, and n guesses anywhere open n accounts in a million. Returns how many there were in 24 hours.
 */
export async function watchGuessing(ports: Pick<Ports, "store" | "log" | "limits">): Promise<number> {
  const wrongAnswers = await ports.store.countWrongAnswers();
  const { wrongAnswersPerDay } = ports.limits.alarm;
  if (wrongAnswers > wrongAnswersPerDay) ports.log.error("wrong_answers_alarm", { wrongAnswers, wrongAnswersPerDay });
  return wrongAnswers;
}
