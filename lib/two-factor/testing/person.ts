import { randomUUID } from "node:crypto";
import type { NewChallenge } from "@/lib/two-factor/core/code/records";
import type { RequestContext } from "@/lib/two-factor/core/request";
import type { NewSession } from "@/lib/two-factor/core/session/records";
import type { AuthenticationMethod, Channel, Purpose } from "@/lib/two-factor/core/words";
import type { openTestStore } from "@/lib/two-factor/testing/store";

type TestStore = Awaited<ReturnType<typeof openTestStore>>;
export type TestBrowser = ReturnType<Awaited<ReturnType<typeof createPerson>>["browser"]>;

/** An account of its own with the second step on by e-mail, and what its trail says. */
export async function createPerson(opened: TestStore, { enabled = true }: { enabled?: boolean } = {}) {
  const { database } = opened;
  const accountId = `account-${randomUUID()}`;
  const authenticatorId = `address-${randomUUID()}`;
  if (enabled) await database.twoFactorAccount.create({ data: { accountId, enabledAt: new Date() } });
  await database.twoFactorAuthenticator.create({
    data: { id: authenticatorId, accountId, factor: "email", address: "person@example.com", verifiedAt: new Date() },
  });
  return {
    accountId,
    authenticatorId,
    browser: (purpose: Purpose = "sign-in") => openBrowser(opened, { accountId, authenticatorId, purpose }),
    row: () => database.twoFactorAccount.findUniqueOrThrow({ where: { accountId } }),
    set: (data: Parameters<typeof database.twoFactorAccount.update>[0]["data"]) =>
      database.twoFactorAccount.update({ where: { accountId }, data }),
    /** Lets the next code go at once, as if the waits between sends were over. */
    forgetSends: () =>
      database.twoFactorAccount.update({
        where: { accountId },
        data: { lastSentAt: null, sentThisHour: 0, sentToday: 0 },
      }),
    events: async () => {
      const rows = await database.twoFactorAuditEvent.findMany({ where: { accountId }, orderBy: { id: "asc" } });
      return rows.map(({ event }) => event);
    },
  };
}

type Owner = { accountId: string; authenticatorId: string; purpose: Purpose };

function openBrowser({ store }: TestStore, owner: Owner) {
  const { accountId } = owner;
  const context = newContext();
  const { browserHash } = context;
  const owned = { accountId, purpose: owner.purpose, browserHash, bindingDigest: `binding of ${browserHash}` };
  const newChallenge = () => {
    const deliveryId: string = randomUUID();
    const { authenticatorId } = owner;
    return { ...sealed, ...owned, id: randomUUID(), authenticatorId, deliveryId, message: { ...message, deliveryId } };
  };
  const newSession = (): NewSession => ({ ...assured, idHash: randomUUID(), accountId, browserHash });
  const issue = (challenge: NewChallenge = newChallenge()) => store.issueChallenge({ challenge, context });
  const reserve = (challengeId: string) => store.reserveAttempt({ challengeId, ...owned });
  return {
    context,
    owned,
    newChallenge,
    newSession,
    issue,
    /** A code by SMS instead. */
    switchChannel: (pendingSignInId: string, channel: Channel = "sms") =>
      store.switchChannel({ pendingSignInId, challenge: sentBy(channel, newChallenge()), context }),
    reserve,
    /** Sends a code; throws where none may be sent. */
    mustIssue: async () => {
      const challenge = newChallenge();
      const issued = await issue(challenge);
      if (!issued.issued) throw new Error(`no code: ${JSON.stringify(issued)}`);
      return challenge;
    },
    /** True when the answer was compared. */
    answerWrong: async (challengeId: string) => {
      const reserved = await reserve(challengeId);
      if (reserved) await store.recordWrongAnswer({ challengeId, accountId, context });
      return reserved !== null;
    },
    openPending: (tokenHash: string = randomUUID(), returnPath = "/account") =>
      store.openPendingSignIn({ ...afterPassword, id: randomUUID(), accountId, tokenHash, returnPath, context }),
    /** True when this answer opened the session. */
    answerRight: async (challengeId: string, pendingSignInId: string, factor = "email") => {
      if (!(await reserve(challengeId))) return false;
      return store.completeSignIn({
        challengeId,
        pendingSignInId,
        spent: { factor, spends: null },
        session: newSession(),
        context,
      });
    },
  };
}

function sentBy(channel: Channel, challenge: NewChallenge): NewChallenge {
  const sms =
    channel === "sms"
      ? { country: "+49 DE", cost: 1, day: new Date(), block: { prefix: "block", since: new Date() } }
      : null;
  const sent = { ...message, deliveryId: randomUUID(), channel, sms };
  return { ...challenge, factor: channel, message: sent, authenticatorId: `${channel} of ${challenge.accountId}` };
}

const sealed = { factor: "email", expected: "what was sent", reference: "ABC" };
const message = { channel: "email", sealed: "sealed", sms: null } as const;
/** What a right answer to it uses up: nothing but the challenge. */
export const spent = { factor: "email", spends: null };
const afterPassword = { amr: ["pwd"] satisfies AuthenticationMethod[], accountVersion: null };
const assured = { amr: ["pwd", "email_code"] satisfies AuthenticationMethod[], acr: "urn:two" };

function newContext(): RequestContext {
  const browserHash = `browser-${randomUUID()}`;
  return { requestId: randomUUID(), ip: "192.0.2.7", userAgent: "Mozilla/5.0", browserHash, locale: "en" };
}
