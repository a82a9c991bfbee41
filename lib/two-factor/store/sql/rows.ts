/** How rows look when they come back. Each shape is the port's type of the same name. */
import { z } from "zod";
import { approvalStates, voidReasons } from "@/lib/two-factor/core/approval/approval";
import { challengeStates } from "@/lib/two-factor/core/code/challenge";
import { authenticationMethods, channels, deliveryStates, purposes } from "@/lib/two-factor/core/words";

const seconds = z.int().nonnegative();
const amr = z.array(z.enum(authenticationMethods));

/** What an answer is compared with; `at` is the database's time. */
export const reservedRow = z.object({ attemptsLeft: seconds, expected: z.json(), kept: z.json(), at: z.coerce.date() });

export const protectionRow = z.object({
  accountId: z.string(),
  enabled: z.boolean(),
  preferredFactor: z.string().nullable(),
  locale: z.string().nullable(),
  authenticators: z.array(z.object({ id: z.string(), factor: z.string(), address: z.string().nullable() })),
  codesDisabled: z.boolean(),
  lockedForSeconds: seconds,
  sendAgainInSeconds: seconds,
});

export const pendingSignInRow = z.object({
  id: z.string(),
  accountId: z.string(),
  amr,
  returnPath: z.string(),
  carried: z.string().nullable(),
  factor: z.string().nullable(),
  secondsLeft: seconds,
});

export const challengeRow = z.object({
  id: z.string(),
  accountId: z.string(),
  purpose: z.enum(purposes),
  factor: z.string(),
  authenticatorId: z.string(),
  reference: z.string().nullable(),
  state: z.enum(challengeStates),
  attemptsLeft: z.int().nonnegative(),
  secondsLeft: seconds,
  issuedAt: z.coerce.date(),
  delivery: z.enum(deliveryStates).nullable(),
});

export const issuedRow = z.discriminatedUnion("issued", [
  z.object({ issued: z.literal(true), challenge: challengeRow }),
  z.object({
    issued: z.literal(false),
    codesDisabled: z.boolean(),
    lockedForSeconds: seconds,
    sendAgainInSeconds: seconds,
    capped: z.boolean(),
  }),
]);

export const claimedDeliveryRow = z.object({
  id: z.string(),
  accountId: z.string(),
  challengeId: z.string().nullable(),
  channel: z.enum(channels),
  claim: z.int().positive(),
  sealed: z.string().nullable(),
  queuedAt: z.coerce.date(),
  isRepeat: z.boolean(),
  isWanted: z.boolean(),
});

export const sessionRow = z.object({ accountId: z.string(), amr, acr: z.string(), authenticatedAt: z.coerce.date() });

const line = z.object({ id: z.string(), label: z.string(), value: z.string() });
const change = z.object({ id: z.string(), label: z.string(), was: z.string().nullable(), now: z.string().nullable() });
const reasons = z.array(z.string());

export const approvalRow = z.object({
  id: z.string(),
  accountId: z.string(),
  action: z.string(),
  sealed: z.object({ input: z.json(), binds: z.json() }).nullable(),
  lines: z.array(line),
  digest: z.string(),
  reasons,
  locale: z.string(),
  state: z.enum(approvalStates),
  secondsLeft: seconds,
  proposedAt: z.coerce.date(),
  endedAt: z.coerce.date().nullable(),
  voidReason: z.enum(voidReasons).nullable(),
  refusal: z.string().nullable(),
  changes: z.array(change),
  output: z.json(),
});

export const receiptRow = z.object({
  approvalId: z.string(),
  action: z.string(),
  lines: z.array(line),
  reasons,
  locale: z.string(),
  executedAt: z.coerce.date(),
  factor: z.string().nullable(),
  destination: z.string().nullable(),
  reference: z.string().nullable(),
});
