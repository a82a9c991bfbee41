import { z } from "zod";
import type { PolicyRule } from "@/lib/two-factor/core/approval/policy";
import { defaultLimits } from "@/lib/two-factor/core/limit/limits";
import type { RequestContext } from "@/lib/two-factor/core/request";
import { hashToken, random } from "@/lib/two-factor/crypto/tokens";
import type { FactorFolder } from "@/lib/two-factor/factors/folder";
import {
  type Done,
  type Notice,
  type SensitiveAction,
  sensitiveActionsOf,
} from "@/lib/two-factor/flows/action/sensitive-action";
import { answerApproval } from "@/lib/two-factor/flows/approval/answer-approval";
import type { ApprovalPorts } from "@/lib/two-factor/flows/approval/approval-input";
import { declineApproval } from "@/lib/two-factor/flows/approval/decline-approval";
import { proposeAgain } from "@/lib/two-factor/flows/approval/propose-again";
import { proposeApproval } from "@/lib/two-factor/flows/approval/propose-approval";
import { listReceipts, readReceipt } from "@/lib/two-factor/flows/approval/read-receipt";
import { sendApprovalCodeAgain, switchApprovalChannel } from "@/lib/two-factor/flows/approval/send-again";
import { viewApproval } from "@/lib/two-factor/flows/approval/view-approval";
import type { CodeMessage } from "@/lib/two-factor/flows/message/ports";
import { createApprovalStore } from "@/lib/two-factor/store/approval/approval-store";
import type { StoreDatabase } from "@/lib/two-factor/store/sql/database";
import { proveAction, renameAction } from "@/lib/two-factor/testing/actions";
import { countingTransactions } from "@/lib/two-factor/testing/counting";
import { openTestSignIn } from "@/lib/two-factor/testing/sign-in";

type Bench = Awaited<ReturnType<typeof openBench>>;
export type Shopper = Awaited<ReturnType<typeof openShopper>>;

/** Approvals on the real store, with a shop of one table to buy from. `rules` and `hooks` are there to be changed. */
export async function openTestApproval(folders?: readonly FactorFolder[]) {
  const bench = await openBench(folders);
  return {
    ...bench,
    /** A person of their own, signed in, with a lamp for 49.90 in the cart. */
    shopper: async (account: Parameters<Bench["account"]>[0] = {}) => {
      const { accountId } = await bench.account(account);
      const shopper = await openShopper(bench, accountId);
      await shopper.fill("Lamp", 4990);
      return shopper;
    },
    /** Empties the tables: moving the clock of many old rows takes long. */
    forget: async () => {
      await bench.forget();
      await bench.database.$executeRawUnsafe("TRUNCATE two_factor_approval, test_cart, test_purchase");
    },
    /** Another session of the same account, in another browser. */
    elsewhere: ({ accountId }: Shopper) => openShopper(bench, accountId),
    /** Another browser with a copy of the session cookie. */
    thief: ({ accountId, sessionId }: Shopper) => openShopper(bench, accountId, { sessionId }),
    /** A new session in the same browser, of the same account or of another. */
    signedInAgain: ({ context, accountId }: Shopper, as = accountId) => openShopper(bench, as, { context }),
    endSession: ({ sessionId, context }: Shopper) =>
      bench.ports.store.revokeSession({ idHash: hashToken(sessionId), because: "sign-out", context }),
  };
}

async function openBench(folders?: readonly FactorFolder[]) {
  const bench = await openTestSignIn(folders);
  await bench.database.$executeRawUnsafe("CREATE TABLE test_cart (account_id text PRIMARY KEY, item text, total int)");
  await bench.database.$executeRawUnsafe(
    "CREATE TABLE test_purchase (id serial PRIMARY KEY, account_id text, item text, total int, note text)",
  );
  const rules: PolicyRule[] = [];
  const settled: unknown[] = [];
  const hooks: Hooks = {
    beforeLocking: nothing,
    beforeRun: nothing,
    afterRun: nothing,
    settle: async (output) => void settled.push(output),
    notices: () => [],
  };
  const approvals = createApprovalStore({
    database: countingTransactions(bench.database, bench.statements),
    limits: defaultLimits,
    factors: bench.factors,
  });
  const actions = new Map(sensitiveActionsOf([buyAction(rules, hooks), renameAction(), proveAction()]));
  return { ...bench, rules, hooks, settled, approvals, actions };
}

type Hook = (accountId: string, client: StoreDatabase) => Promise<void>;
type NoticesHook = (done: Done) => readonly Notice[];
type Hooks = {
  beforeLocking: Hook;
  beforeRun: Hook;
  afterRun: Hook;
  settle: (output: unknown) => Promise<void>;
  notices: NoticesHook;
};

export const nothing: Hook = async () => undefined;

/** Charges what is in the cart when it runs, whatever was sealed: a difference would show. */
function buyAction(rules: readonly PolicyRule[], hooks: Hooks) {
  const input = z.strictObject({ note: z.string().max(100).default("") });
  const action: SensitiveAction<StoreDatabase, z.output<typeof input>, { purchaseId: number }> = {
    name: "buy",
    input,
    policy: rules,
    async describe(tx, { note }, { accountId, locale }, locking) {
      if (locking) await hooks.beforeLocking(accountId, tx);
      const [cart] = await readCart(tx, accountId, locking);
      if (!cart) return { ok: false, refusal: "empty-cart" };
      const { item, total } = cart;
      const lines = [
        { id: "item", label: locale === "de" ? "Ware" : "Item", value: item },
        { id: "total", label: locale === "de" ? "Summe" : "Total", value: (total / 100).toFixed(2) },
        ...(note ? [{ id: "note", label: "Note", value: note }] : []),
      ];
      return { ok: true, lines, binds: { item, total }, facts: { amountMinor: total } };
    },
    async run(tx, sealed, { accountId }) {
      await hooks.beforeRun(accountId, tx);
      const rows = await tx.$queryRaw`
        INSERT INTO test_purchase (account_id, item, total, note)
        SELECT account_id, item, total, ${sealed.input.note} FROM test_cart WHERE account_id = ${accountId}
        RETURNING id`;
      await hooks.afterRun(accountId, tx);
      return { purchaseId: z.tuple([z.object({ id: z.int() })]).parse(rows)[0].id };
    },
    notices: (done) => hooks.notices(done),
    settle: (output) => hooks.settle(output),
    doneAt: ({ purchaseId }) => `/orders/${purchaseId}`,
    startsAt: "/cart",
    explainReason: (reason) => (reason === "dear" ? "lamps are dear" : null),
    explain: (refusal) => (refusal === "empty-cart" ? "The cart is empty." : null),
  };
  return action;
}

const cartRow = z.array(z.object({ item: z.string(), total: z.int() }));

async function readCart(tx: StoreDatabase, accountId: string, locking: boolean) {
  return cartRow.parse(
    locking
      ? await tx.$queryRaw`SELECT item, total FROM test_cart WHERE account_id = ${accountId} FOR UPDATE`
      : await tx.$queryRaw`SELECT item, total FROM test_cart WHERE account_id = ${accountId}`,
  );
}

function newBrowser(): RequestContext {
  return {
    requestId: random.id(),
    ip: `192.0.2.${random.digits(2)}`,
    userAgent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0",
    browserHash: hashToken(random.token()),
    locale: "en",
  };
}

async function openShopper(
  bench: Bench,
  accountId: string,
  { sessionId = random.token(), context = newBrowser() }: { sessionId?: string; context?: RequestContext } = {},
) {
  const { database } = bench;
  await database.$executeRaw`
    INSERT INTO two_factor_session (id_hash, account_id, browser_hash, amr, acr, expires_at)
    VALUES (${hashToken(sessionId)}, ${accountId}, ${context.browserHash}, '{pwd}', 'test', now() + interval '1 day')
    ON CONFLICT DO NOTHING`;
  const messages: CodeMessage[] = [];
  return {
    accountId,
    sessionId,
    context,
    /** What reached this browser's owner, oldest first. */
    messages,
    code: () => messages.at(-1)?.code ?? "no code was sent",
    wrongCode: () => otherThan(messages.map(({ code }) => code)),
    ...deedsOf(bench, { accountId, sessionId, context, messages }),
    ...cartOf(bench, accountId),
  };
}

type Owner = { accountId: string; sessionId: string; context: RequestContext; messages: CodeMessage[] };

function deedsOf(bench: Bench, { accountId, sessionId, context, messages }: Owner) {
  const keep = (message: CodeMessage) => void messages.push(message);
  const reached = bench.portsWith({ email: bench.channelOf("email", keep), sms: bench.channelOf("sms", keep) });
  const ports: ApprovalPorts = { ...reached, approvals: bench.approvals, actions: bench.actions };
  const from = (approvalId: string) => ({ approvalId, sessionId, context });
  const delivered = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    await bench.delivery();
    return result;
  };
  const propose = (raw: unknown = {}, action = "buy") =>
    delivered(proposeApproval(ports, { action, raw, sessionId, context }));
  return {
    propose,
    /** Proposes, and answers with the approval's id; throws where that is refused. */
    mustPropose: async (raw: unknown = {}, action = "buy") => {
      const proposed = await propose(raw, action);
      if (!proposed.ok) throw new Error(`not proposed: ${JSON.stringify(proposed)}`);
      return proposed.approvalId;
    },
    answer: (approvalId: string, answer: unknown) => answerApproval(ports, { ...from(approvalId), answer }),
    view: (approvalId: string) => viewApproval(ports, from(approvalId)),
    resend: (approvalId: string) => delivered(sendApprovalCodeAgain(ports, from(approvalId))),
    switchChannel: (approvalId: string) => delivered(switchApprovalChannel(ports, from(approvalId))),
    decline: (approvalId: string) => declineApproval(ports, from(approvalId)),
    proposeAgain: (approvalId: string) => delivered(proposeAgain(ports, from(approvalId))),
    receipt: (approvalId: string) => readReceipt(ports, { accountId, approvalId }),
    receipts: (limit = 10) => listReceipts(ports, { accountId, limit }),
  };
}

function cartOf({ database }: Bench, accountId: string) {
  return {
    /** Starts at once, unlike a PrismaPromise, which waits until somebody awaits it. */
    fill: async (item: string, total: number) => {
      await database.$executeRaw`
        INSERT INTO test_cart (account_id, item, total) VALUES (${accountId}, ${item}, ${total})
        ON CONFLICT (account_id) DO UPDATE SET item = excluded.item, total = excluded.total`;
    },
    empty: () => database.$executeRaw`DELETE FROM test_cart WHERE account_id = ${accountId}`,
    purchases: () => database.$queryRaw<{ item: string; total: number; note: string }[]>`
      SELECT item, total, note FROM test_purchase WHERE account_id = ${accountId} ORDER BY id`,
    row: () => database.twoFactorAccount.findUniqueOrThrow({ where: { accountId } }),
    forgetSends: () => database.$executeRaw`
      UPDATE two_factor_account SET last_sent_at = NULL, sent_this_hour = 0, sent_today = 0
      WHERE account_id = ${accountId}`,
    events: async () => {
      const rows = await database.twoFactorAuditEvent.findMany({ where: { accountId }, orderBy: { id: "asc" } });
      return rows.map(({ event }) => event);
    },
  };
}

function otherThan(codes: string[]): string {
  const guess = random.digits(6);
  return codes.includes(guess) ? otherThan(codes) : guess;
}
