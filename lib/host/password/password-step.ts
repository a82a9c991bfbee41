import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { checkPassword, isHashablePassword } from "@/lib/host/password/password";
import { clearPasswordAttempts, reservePasswordAttempt, throttleKey } from "@/lib/host/password/password-throttle";
import { hashingPlaces } from "@/lib/host/password/places";
import { db, query } from "@/lib/host/server/db";
import { recordEvent, takeFirstStep, viewAccount } from "@/lib/host/two-factor";
import type { RequestContext } from "@/lib/two-factor/index";
import { canonicalEmail } from "@/lib/two-factor/index";

export type PasswordStep =
  | { ok: true; accountId: string; accountVersion: number; locale: string | null; passwordHash: string }
  | { ok: false; code: "invalid-credentials" }
  /** There were too many attempts from this client address, or more from all clients than this instance can hash. */
  | { ok: false; code: "slow-down" | "busy"; retryAfterSeconds: number };

const noAccount = "nobody@invalid";

/**
 * Checks an e-mail address and a password. Unknown, wrong, locked and disabled do the same work and get the same answer:
 *  1. the client address has a limit, before anything costs, and so has the hashing of this instance;
 *  2. the attempt is counted, before anything is compared;
 *  3. one hash is computed, against a dummy if there is no account;
 *  4. the compared password must still be the account's after the account's version was read. A later change raises the
 *     version, and then no session begins.
 */
export async function passwordStep(
  input: { email: unknown; password: unknown },
  context: RequestContext,
): Promise<PasswordStep> {
  const allowed = await takeFirstStep(context.ip);
  if (!allowed.ok) return { ok: false, code: "slow-down", retryAfterSeconds: allowed.retryAfterSeconds };
  const { password } = input;
  if (!isHashablePassword(password)) return { ok: false, code: "invalid-credentials" };
  const email = canonicalEmail(input.email) ?? noAccount;
  const user = await findCredentials(email);
  const { browserHash } = context;
  const account = await viewAccount({ accountId: user?.id ?? noAccount, browserHash });
  const key = throttleKey(email, account.knowsBrowser ? browserHash : null);
  const compared = await compareInTurn(key, user?.passwordHash ?? null, password);
  if (compared === "busy") return { ok: false, code: "busy", retryAfterSeconds: 2 };

  const isRight = user && compared === "right" && !user.disabledAt && (await clearPasswordAttempts(key, user));
  if (!isRight) {
    await recordFailure(user?.id, context);
    return { ok: false, code: "invalid-credentials" };
  }
  const { id: accountId, locale, passwordHash } = user;
  return { ok: true, accountId, accountVersion: account.version, locale, passwordHash };
}

type Compared = "right" | "refused" | "busy";

const patienceMs = 10_000;
const shortBlockSeconds = 2;

/**
 * Many right passwords may arrive together, more than may be compared at once. Each right one ends the block for the
 * others. So an attempt waits for a short block to end; during a long block it is refused.
 */
async function compareInTurn(key: string, stored: string | null, password: string): Promise<Compared> {
  for (const until = Date.now() + patienceMs; ; await wait(200 + randomInt(300))) {
    const compared = await compareOnce(key, stored, password, Date.now() < until);
    if (compared !== "again") return compared;
  }
}

/** Counts first, compares second. An attempt that may wait gives its place for a hash to the others meanwhile. */
async function compareOnce(
  key: string,
  stored: string | null,
  password: string,
  mayWait: boolean,
): Promise<Compared | "again"> {
  const giveBack = hashingPlaces.take();
  if (!giveBack) return "busy";
  try {
    const counted = await reservePasswordAttempt(key);
    if (!counted.ok && mayWait && counted.retryAfterSeconds <= shortBlockSeconds) return "again";
    const fits = await checkPassword(stored, password);
    return fits && counted.ok ? "right" : "refused";
  } finally {
    giveBack();
  }
}

async function recordFailure(accountId: string | undefined, context: RequestContext): Promise<void> {
  await recordEvent({ event: "authn_password_fail", outcome: "refused", ...(accountId && { accountId }) }, context);
}

function findCredentials(email: string) {
  return query(() =>
    db.user.findUnique({
      where: { email },
      select: { id: true, passwordHash: true, disabledAt: true, locale: true },
    }),
  );
}
