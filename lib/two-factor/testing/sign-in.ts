import { randomBytes } from "node:crypto";
import { smsRoute } from "@/lib/two-factor/channels/address/sms-policy";
import { defaultLimits } from "@/lib/two-factor/core/limit/limits";
import type { RequestContext } from "@/lib/two-factor/core/request";
import type { Channel } from "@/lib/two-factor/core/words";
import { createCodeMac } from "@/lib/two-factor/crypto/code-mac";
import { bindingDigest } from "@/lib/two-factor/crypto/digest";
import { parseKeys } from "@/lib/two-factor/crypto/keys";
import { createSealer } from "@/lib/two-factor/crypto/seal-message";
import { hashToken, random } from "@/lib/two-factor/crypto/tokens";
import type { FactorFolder } from "@/lib/two-factor/factors/folder";
import { createFactors, factorFolders, statementsOf } from "@/lib/two-factor/factors/index";
import type { AddressLimit, AddressLimits, TakenFromAddress } from "@/lib/two-factor/flows/limit/ports";
import type { CodeMessage, MessageChannel, SendResult } from "@/lib/two-factor/flows/message/ports";
import type { FactorPorts, Ports } from "@/lib/two-factor/flows/ports";
import { type AnsweredSignIn, answerSignIn } from "@/lib/two-factor/flows/sign-in/answer-sign-in";
import { beginSignIn } from "@/lib/two-factor/flows/sign-in/begin-sign-in";
import { completeSignIn } from "@/lib/two-factor/flows/sign-in/complete-sign-in";
import { sendSignInCodeAgain } from "@/lib/two-factor/flows/sign-in/send-again";
import { switchSignInChannel } from "@/lib/two-factor/flows/sign-in/switch-channel";
import { viewSignIn } from "@/lib/two-factor/flows/sign-in/view-sign-in";
import { createPostgresStore } from "@/lib/two-factor/store/index";
import { counting } from "@/lib/two-factor/testing/counting";
import { openTestStore } from "@/lib/two-factor/testing/store";

type Account = { factors?: string[]; prefers?: string; enabled?: boolean };
type Bench = Awaited<ReturnType<typeof openBench>>;
export type Browser = ReturnType<typeof openBrowser>;

/** The flows on the real store, with a mailbox to read codes from, a clock to move and limits to fill. */
export async function openTestSignIn(folders: readonly FactorFolder[] = factorFolders) {
  const bench = await openBench(folders);
  return {
    ...bench,
    /** A new account with its own addresses. */
    account: (account: Account = {}) => createAccount(bench, account),
    /** Empties the tables: moving the clock of many old rows takes long. */
    forget: () => forget(bench),
    /** A browser that is about to sign in to this account. */
    browser: (accountId: string, reachable: Channel[] = ["email", "sms"]) => openBrowser(bench, accountId, reachable),
  };
}

async function openBench(folders: readonly FactorFolder[]) {
  const { database, elapse, close } = await openTestStore();
  const statements = { count: 0 };
  const factors = statementsOf(folders);
  const storeConfig = { database: counting(database, statements), limits: defaultLimits, factors };
  const log: { event: string; fields: Record<string, unknown> }[] = [];
  const note = (event: string, fields: Record<string, unknown> = {}) => void log.push({ event, fields });
  const background: Promise<void>[] = [];
  const limiter = countingLimits(statements);
  const ports: Ports = {
    ...cryptography(),
    store: createPostgresStore(storeConfig),
    channels: {},
    smsRoute,
    addressLimits: limiter,
    afterResponse: (work) => void background.push(work()),
    log: { info: note, warn: note, error: note },
    limits: defaultLimits,
    factors: [],
    switchableTo: folders.map(({ facts }) => facts.name),
  };
  /** What an application has that these channels reach. */
  const portsWith = (reachable: FactorPorts["channels"]): Ports => {
    const own = { ...ports, channels: reachable };
    return { ...own, factors: createFactors(folders, own, storeConfig) };
  };
  const delivery = () => Promise.all(background.splice(0));
  return { ...openPost(), ports, portsWith, factors, database, elapse, close, statements, log, limiter, delivery };
}

/** Channels that keep what they are given, and answer as a test wants. */
function openPost() {
  const mailbox: CodeMessage[] = [];
  const provider: { send: () => Promise<SendResult> } = { send: async () => delivered };
  const channelOf = (channel: Channel, keep: (message: CodeMessage) => void): MessageChannel => ({
    channel,
    send: async (message) => {
      if (!("code" in message)) return delivered;
      mailbox.push(message);
      keep(message);
      return provider.send();
    },
  });
  return { mailbox, provider, channelOf };
}

function cryptography() {
  const keys = parseKeys(`test:${randomBytes(32).toString("base64")}`);
  return { mac: createCodeMac(keys), sealer: createSealer(keys), random, hash: hashToken, digest: bindingDigest };
}

export const delivered: SendResult = { ok: true, provider: "test", providerMessageId: "m1", attempts: 1 };

async function createAccount({ database }: Bench, { factors = ["email"], prefers, enabled = true }: Account) {
  const accountId = `account-${random.id()}`;
  const address = { email: `${random.reference().toLowerCase()}.${accountId}@example.com`, sms: newNumber() };
  if (enabled) {
    await database.$executeRaw`
      INSERT INTO two_factor_account (account_id, enabled_at, preferred_factor)
      VALUES (${accountId}, now(), ${prefers ?? null})`;
  }
  for (const factor of factors) {
    await database.$executeRaw`
      INSERT INTO two_factor_authenticator (id, account_id, factor, address, verified_at)
      VALUES (${random.id()}, ${accountId}, ${factor}, ${isChannel(factor) ? address[factor] : null}, now())`;
  }
  return { accountId, address };
}

async function forget({ database }: Bench): Promise<void> {
  // The role silences the trigger that keeps the audit trail as it is.
  await database.$executeRawUnsafe(`DO $$ BEGIN
    SET LOCAL session_replication_role = replica;
    TRUNCATE two_factor_account, two_factor_authenticator, two_factor_pending_sign_in, two_factor_challenge,
      two_factor_delivery, two_factor_session, two_factor_audit_event, two_factor_sms_pause;
  END $$`);
}

function isChannel(factor: string): factor is Channel {
  return factor === "email" || factor === "sms";
}

function newNumber(): string {
  return `+1500${random.digits(7)}`;
}

function openBrowser({ portsWith, channelOf, delivery }: Bench, accountId: string, reachable: Channel[]) {
  const context: RequestContext = {
    requestId: random.id(),
    ip: "192.0.2.7",
    userAgent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0",
    browserHash: hashToken(random.token()),
    locale: "en",
  };
  const cookie: { pendingToken: string | null } = { pendingToken: null };
  const codes: string[] = [];
  const keep = ({ code }: CodeMessage) => void codes.push(code);
  const own = portsWith(Object.fromEntries(reachable.map((name) => [name, channelOf(name, keep)])));
  const delivered = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    await delivery();
    return result;
  };
  const begin = async (returnPath = "/account") => {
    const begun = await delivered(beginSignIn(own, { accountId, amr: ["pwd"], returnPath, context }));
    if (begun.owed) cookie.pendingToken = begun.pendingToken;
    return begun;
  };
  return {
    context,
    cookie,
    /** The codes sent for this browser, oldest first. */
    codes,
    /** The newest of them. */
    code: () => codes.at(-1) ?? "no code was sent",
    /** Six digits that are none of them. */
    wrongCode: () => differentFrom(codes),
    /** What follows a right password. */
    begin,
    resend: () => delivered(sendSignInCodeAgain(own, { ...cookie, context })),
    switchChannel: () => delivered(switchSignInChannel(own, { ...cookie, context })),
    /** Answers, and consumes a right answer at once. */
    answer: async (answer: unknown) => {
      const answered = await answerSignIn(own, { ...cookie, answer, context });
      if (!answered.ok) return answered;
      const sessionId = random.token();
      const completed = await completeSignIn(own, { answered, sessionId });
      return completed.ok ? { ...signedIn(answered), sessionId } : completed;
    },
    view: () => viewSignIn(own, { ...cookie, context }),
  };
}

function signedIn({ ok, accountId, amr, acr, returnPath }: AnsweredSignIn) {
  return { ok, accountId, amr, acr, returnPath };
}

function differentFrom(codes: string[]): string {
  const guess = random.digits(6);
  return codes.includes(guess) ? differentFrom(codes) : guess;
}

/** Limits per address in memory, so that a test can fill them; the real ones have tests of their own. */
function countingLimits(statements: { count: number }) {
  const taken = new Map<string, number>();
  const full = new Set<AddressLimit>();
  const add = (key: string, points: number) => taken.set(key, (taken.get(key) ?? 0) + points);
  const take = (limit: AddressLimit, key: string): TakenFromAddress => {
    const isFirstRefusal = (taken.get(`${limit} full`) ?? 0) === 0;
    add(full.has(limit) ? `${limit} full` : `${limit} ${key}`, 1);
    return full.has(limit) ? { ok: false, retryAfterSeconds: 30, isFirstRefusal } : { ok: true };
  };
  const inOneStatement = <T>(work: () => T): T => {
    statements.count += 1;
    return work();
  };
  const limits: AddressLimits = {
    take: async (limit, key) => inOneStatement(() => take(limit, key)),
    takeBoth: async (one, other) => inOneStatement(() => [take(one.limit, one.key), take(other.limit, other.key)]),
    giveBack: async (limit, key) =>
      void inOneStatement(() => add(full.has(limit) ? `${limit} full` : `${limit} ${key}`, -1)),
  };
  const countOf = (limit: AddressLimit, key: string) => taken.get(`${limit} ${key}`) ?? 0;
  return { ...limits, full, countOf };
}
