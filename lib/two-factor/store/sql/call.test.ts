// What holds for every function of the add-on's migration, shown with the one that issues a code.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultLimits, type Limits } from "@/lib/two-factor/core/limit/limits";
import { createPostgresStore } from "@/lib/two-factor/store/index";
import { call, contextOf, json, limitsOf } from "@/lib/two-factor/store/sql/call";
import { issuedRow } from "@/lib/two-factor/store/sql/rows";
import { sql } from "@/lib/two-factor/store/sql/sql";
import { createPerson } from "@/lib/two-factor/testing/person";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

const codesOf = (accountId: string) => opened.database.twoFactorChallenge.count({ where: { accountId } });

describe("a function of the migration", () => {
  // Attack: put a table of the same name in front of ours, by a search_path of the application or of a role.
  it("finds the add-on's tables, whatever the caller's search_path is", async () => {
    const { database } = opened;
    await database.$executeRawUnsafe("CREATE SCHEMA decoy");
    for (const table of ["two_factor_account", "two_factor_challenge", "two_factor_delivery"]) {
      await database.$executeRawUnsafe(`CREATE TABLE decoy.${table} (LIKE public.${table})`);
    }
    const person = await createPerson(opened);
    const browser = person.browser();
    const issued = await database.$transaction(async (tx) => {
      await tx.$executeRawUnsafe("SET LOCAL search_path = decoy");
      const config = { database: tx, limits: defaultLimits };
      const given = sql`${json(browser.newChallenge())}, ${contextOf(browser.context)}, ${limitsOf(config)}`;
      return call(config, issuedRow, sql`public.two_factor_issue_challenge(${given})`);
    });
    expect(issued).toMatchObject({ issued: true });
    expect(await codesOf(person.accountId)).toBe(1);
    expect(await database.$queryRaw`SELECT FROM decoy.two_factor_account`).toEqual([]);
  });

  // Attack: a limit that an old instance or a typo leaves out must not mean that there is none.
  it.each([
    ["sending", "perAccountPerDay"],
    ["sending", "coolDownSeconds"],
    ["budget", "wrongAnswersPerDay"],
    ["code", "wrongAnswers"],
  ] as const)("fails where it is given no %s.%s, and writes nothing", async (group, name) => {
    const { [name as string]: _, ...others } = defaultLimits[group] as Record<string, number>;
    const limits = { ...defaultLimits, [group]: others } as unknown as Limits;
    const person = await createPerson(opened);
    const { context, newChallenge } = person.browser();
    const store = createPostgresStore({ database: opened.database, limits });
    const issuing = store.issueChallenge({ challenge: newChallenge(), context });
    await expect(issuing).rejects.toMatchObject({ code: "store-unavailable" });
    expect(await codesOf(person.accountId)).toBe(0);
    expect(await person.row()).toMatchObject({ sentToday: 0 });
  });
});
