import { randomBytes, randomUUID } from "node:crypto";
import { expect, vi } from "vitest";
import { fingerprintOf } from "@/lib/host/password/password";
import {
  type Approved,
  type CodeMessage,
  createTwoFactor,
  hashToken,
  type MessageChannel,
  type NoticeMessage,
  parseKeys,
  type Refused,
  type RequestContext,
  type SensitiveAction,
} from "@/lib/two-factor/index";
import type { Session } from "@/lib/two-factor/next/index";
import type { PrismaClient } from "@/prisma/client/client";

export type Approver = {
  accountId: string;
  email: string;
  sessionId: string;
  /** The session as a guard reads it. */
  session: Session;
  context: RequestContext;
};

type Proposal = { action: string; raw?: unknown; codeTo?: string };

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const passwordHash = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaA";

/** These actions with the real add-on on this database; messages are kept instead of sent. */
export function openTestApprovals(db: PrismaClient, actions: readonly SensitiveAction[]) {
  const messages: CodeMessage[] = [];
  const notices: NoticeMessage[] = [];
  const sending: Promise<void>[] = [];
  const twoFactor = createTwoFactor({
    database: db,
    keys: parseKeys(`k1:${randomBytes(32).toString("base64")}`),
    channels: { email: keeping("email", messages, notices), sms: keeping("sms", messages, notices) },
    addressLimits: {
      take: async () => ({ ok: true }),
      takeBoth: async () => [{ ok: true }, { ok: true }],
      giveBack: async () => undefined,
    },
    afterResponse: (work) => void sending.push(work()),
    log,
  });
  const approvals = twoFactor.approvals(actions);
  return {
    twoFactor,
    approvals,
    messages,
    notices,
    /** The fingerprint of the password that all test people have. */
    passwordFingerprint: fingerprintOf(passwordHash),
    /** Sends every notice that waits, as a worker does. */
    deliverNotices: () => deliverNotices(db, twoFactor),
    /** A signed-in person with a verified address. */
    person: (options: { twoStep?: boolean } = {}) => createPerson(db, options),
    /** Another session of the same person. */
    elsewhere: (person: Approver) => openSession(db, person),
    /** Proposes the action and reads its message, sent to `codeTo` or to the person's own address. */
    async propose(person: Approver, { action, raw = {}, codeTo = person.email }: Proposal) {
      const { sessionId, context } = person;
      const proposed = await approvals.propose({ action, raw, sessionId, context });
      await Promise.all(sending.splice(0));
      if (!proposed.ok) return { ok: false as const, refusal: proposed.refusal };
      if (proposed.state === "executed") throw new Error("It asked for no code");
      const message = messages.findLast(({ to }) => to === codeTo);
      if (!message?.approval) throw new Error("No message came");
      const { approvalId } = proposed;
      return { ok: true as const, approvalId, code: message.code, lines: message.approval.lines };
    },
    approve: ({ sessionId, context }: Approver, { approvalId, code }: { approvalId: string; code: string }) =>
      approvals.act({ verb: "approve", approvalId, answer: code, sessionId, context }) as Promise<Approved | Refused>,
  };
}

async function deliverNotices(db: PrismaClient, twoFactor: ReturnType<typeof createTwoFactor>): Promise<void> {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const worker = twoFactor.startDelivering();
  // The worker would pause for a second before its first look.
  vi.runOnlyPendingTimers();
  vi.useRealTimers();
  await expect.poll(() => db.twoFactorDelivery.count({ where: { challengeId: null, state: "queued" } })).toBe(0);
  await worker.stop();
}

function keeping(channel: "email" | "sms", messages: CodeMessage[], notices: NoticeMessage[]): MessageChannel {
  return {
    channel,
    send: async (message) => {
      if ("code" in message) messages.push(message);
      else notices.push(message);
      return { ok: true as const, provider: "test", providerMessageId: null, attempts: 1 };
    },
  };
}

async function createPerson(db: PrismaClient, { twoStep = true }: { twoStep?: boolean }): Promise<Approver> {
  const accountId = randomUUID();
  const email = `${accountId}@example.com`;
  const now = new Date();
  await db.user.create({
    data: { id: accountId, email, emailVerifiedAt: now, name: `Robin ${accountId}`, passwordHash },
  });
  await db.twoFactorAuthenticator.create({
    data: { id: randomUUID(), accountId, factor: "email", address: email, verifiedAt: now },
  });
  await db.twoFactorAccount.create({ data: { accountId, enabledAt: twoStep ? now : null } });
  return openSession(db, { accountId, email });
}

async function openSession(db: PrismaClient, of: Pick<Approver, "accountId" | "email">): Promise<Approver> {
  const { accountId, email } = of;
  const sessionId = randomUUID();
  const browserHash = hashToken(randomUUID());
  const expiresAt = new Date(Date.now() + 3_600_000);
  await db.twoFactorSession.create({
    data: {
      ...{ idHash: hashToken(sessionId), accountId, browserHash, expiresAt },
      ...{ amr: ["pwd", "email_code"], acr: "test", ip: "192.0.2.1", userAgent: `test of ${email}` },
    },
  });
  const context = { requestId: "test", ip: "192.0.2.1", userAgent: "test", browserHash, locale: "en" };
  return { accountId, email, sessionId, session: provedSession(accountId, sessionId), context };
}

/** A reader's session. In the product only a guard makes one; a test makes it here. */
export function provedSession(accountId: string, sessionId: string): Session {
  const record = { accountId, amr: ["pwd", "email_code"], acr: "test", authenticatedAt: new Date() };
  return { ...record, idHash: hashToken(sessionId) } as unknown as Session;
}
