import { z } from "zod";
import { queryTheOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { sql } from "@/lib/two-factor/store/sql/sql";

export async function countWrongAnswers(config: StoreConfig): Promise<number> {
  const { answers } = await queryTheOne(
    config,
    z.object({ answers: z.int() }),
    sql`
      SELECT count(*)::int AS answers FROM two_factor_audit_event
      WHERE event = 'challenge_answer_fail' AND at > now() - interval '24 hours'`,
  );
  return answers;
}
