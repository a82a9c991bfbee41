import { afterAll, beforeAll, expect, test } from "vitest";
import type { Reply } from "@/e2e/fixtures/http-client";
import { type Site, startSite } from "@/e2e/fixtures/http-site";
import { statementsOf } from "@/e2e/fixtures/statements";
import { answerApproval, orderForm, pathOf, pressPlaceOrder, readyShopper, stockShelf } from "@/e2e/shop/http-shop";

let site: Site;
beforeAll(async () => {
  site = await startSite({ databaseSettings: { log_statement: "all" } });
  await stockShelf(site.database);
});
afterAll(() => site.stop());

/** The statements without those that begin and end a transaction. */
async function costOf(work: () => Promise<Reply>): Promise<{ reply: Reply; statements: string[] }> {
  const replies: Reply[] = [];
  const all = await statementsOf(site, async () => replies.push(await work()));
  const [reply] = replies;
  if (!reply) throw new Error("Nothing was answered");
  return { reply, statements: all.filter((each) => !/: (BEGIN|COMMIT)/.test(each)) };
}

test("an order costs at most 14 SQL statements from the button to the paid order, page views included", async () => {
  const shopper = await readyShopper(site);
  const { client, mailbox } = shopper;
  const form = await orderForm(shopper);
  const proposed = await costOf(() => pressPlaceOrder(client, form));
  const approvePath = pathOf(proposed.reply, site);
  const { code } = await mailbox.nextCode();
  const viewed = await costOf(() => client.get(approvePath));
  const approved = await costOf(() => answerApproval(client, viewed.reply, approvePath, code));
  const arrived = await costOf(() => client.get(pathOf(approved.reply, site)));
  expect(arrived.reply.text).toContain("Order confirmed");
  const steps = [proposed, viewed, approved, arrived].map(({ statements }) => statements);
  console.log(
    "SQL statements of an order (propose, view, approve, arrive):",
    steps.map(({ length }) => length).join(", "),
  );
  expect(steps.flat().length, steps.flat().join("\n")).toBeLessThanOrEqual(14);
  expect(steps.every(({ length }) => length > 0)).toBe(true);
});
