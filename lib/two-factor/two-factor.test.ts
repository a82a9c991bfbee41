import { createSecretKey, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTwoFactor, defaultLimits, type RequestContext, type TwoFactorConfig } from "@/lib/two-factor/index";
import { openTestStore } from "@/lib/two-factor/testing/store";

let bench: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  bench = await openTestStore();
});
afterAll(() => bench.close());

const context: RequestContext = {
  requestId: "r1",
  ip: "192.0.2.7",
  userAgent: "Firefox",
  browserHash: "b1",
  locale: "en",
};
const newKey = (id: string) => ({ id, key: createSecretKey(randomBytes(32)) });
const oldKey = newKey("old");
const codes: string[] = [];

function configured(config: Partial<TwoFactorConfig> = {}) {
  const background: Promise<void>[] = [];
  const twoFactor = createTwoFactor({
    database: bench.database,
    keys: [oldKey],
    channels: {
      email: {
        channel: "email",
        send: async (message) => {
          if ("code" in message) codes.push(message.code);
          return { ok: true, provider: "test", providerMessageId: null, attempts: 1 };
        },
      },
    },
    addressLimits: {
      take: async () => ({ ok: true }),
      takeBoth: async () => [{ ok: true }, { ok: true }],
      giveBack: async () => undefined,
    },
    afterResponse: (work) => void background.push(work()),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    ...config,
  });
  return { twoFactor, delivery: () => Promise.all(background) };
}

async function createAccount(accountId: string) {
  await bench.database.$executeRaw`
    INSERT INTO two_factor_account (account_id, enabled_at) VALUES (${accountId}, now())`;
  await bench.database.$executeRaw`
    INSERT INTO two_factor_authenticator (id, account_id, factor, address, verified_at)
    VALUES (${`${accountId}-email`}, ${accountId}, 'email', ${`${accountId}@example.com`}, now())`;
}

async function begin(accountId: string, { twoFactor, delivery }: ReturnType<typeof configured>) {
  const begun = await twoFactor.beginSignIn({ accountId, amr: ["pwd"], returnPath: "/", context });
  await delivery();
  if (!begun.owed) throw new Error("The second step is on");
  return { pendingToken: begun.pendingToken, answer: codes.at(-1), context };
}

describe("the add-on, composed", () => {
  it("leads from the password to a session and out of it again", async () => {
    await createAccount("alice");
    const composed = configured();
    const { twoFactor } = composed;
    expect(await twoFactor.viewAccount({ accountId: "alice", browserHash: context.browserHash })).toMatchObject({
      knowsBrowser: false,
    });
    const answered = await twoFactor.answerSignIn(await begin("alice", composed));
    const sessionId = twoFactor.newSessionId();
    expect(await twoFactor.readSession({ sessionId })).toBeNull();
    if (answered.ok) await twoFactor.completeSignIn({ answered, sessionId });
    expect(await twoFactor.readSession({ sessionId })).toMatchObject({ accountId: "alice" });
    expect(await twoFactor.viewAccount({ accountId: "alice", browserHash: context.browserHash })).toMatchObject({
      knowsBrowser: true,
    });
    await twoFactor.endSession({ sessionId, because: "sign-out", context });
    expect(await twoFactor.readSession({ sessionId })).toBeNull();
  });

  it("takes a code that was sent before the keys were rotated, and no longer once the old key is gone", async () => {
    const currentKey = newKey("current");
    await createAccount("bob");
    const answer = await begin("bob", configured());
    const without = configured({ keys: [currentKey] });
    expect(await without.twoFactor.answerSignIn(answer)).toMatchObject({ refusal: { code: "wrong" } });
    const rotated = configured({ keys: [currentKey, oldKey] });
    expect(await rotated.twoFactor.answerSignIn(answer)).toMatchObject({ ok: true });
  });

  it("keeps to the limits it was given", async () => {
    await createAccount("carol");
    const limits = { ...defaultLimits, code: { ...defaultLimits.code, wrongAnswers: 2 } };
    const composed = configured({ limits });
    const { answer: code, ...from } = await begin("carol", composed);
    const wrong = { ...from, answer: code === "000000" ? "000001" : "000000" };
    expect(await composed.twoFactor.answerSignIn(wrong)).toMatchObject({ refusal: { code: "wrong", attemptsLeft: 1 } });
    expect(await composed.twoFactor.answerSignIn(wrong)).toMatchObject({ refusal: { code: "exhausted" } });
  });

  it("lets people switch to the other channel, unless its policy says otherwise", async () => {
    await createAccount("dora");
    await bench.database.$executeRaw`
      INSERT INTO two_factor_authenticator (id, account_id, factor, address, verified_at)
      VALUES ('dora-sms', 'dora', 'sms', '+15005550006', now())`;
    const send = async () => ({ ok: true, provider: "test", providerMessageId: null, attempts: 1 }) as const;
    const channels = { email: { channel: "email", send }, sms: { channel: "sms", send } } as const;
    const open = configured({ channels });
    const { pendingToken } = await begin("dora", open);
    const asker = { pendingToken, context };
    expect(await open.twoFactor.viewSignIn(asker)).toMatchObject({ otherChannel: "sms" });
    const strict = configured({ channels, switchableTo: ["email"] });
    expect(await strict.twoFactor.viewSignIn(asker)).toMatchObject({ otherChannel: null });
    expect(await strict.twoFactor.actOnSignIn({ verb: "other-channel", ...asker })).toMatchObject({
      refusal: { code: "no-other-channel" },
    });
  });

  it("says that the database answers", async () => {
    expect(await configured().twoFactor.ping()).toBe(true);
  });
});

describe("a configuration that would weaken it", () => {
  it("is refused when a limit exceeds what the standards allow", () => {
    const limits = { ...defaultLimits, budget: { ...defaultLimits.budget, wrongAnswersPerDay: 100 } };
    expect(() => configured({ limits })).toThrow("limits.budget.wrongAnswersPerDay: must be at most 27");
  });

  it("is refused without a key", () => {
    expect(() => configured({ keys: [] })).toThrow(/COUNTERSIGN_KEYS/);
  });
});
