import { checkPassword, isHashablePassword } from "@/lib/host/password/password";
import { clearPasswordAttempts, reservePasswordAttempt, throttleKey } from "@/lib/host/password/password-throttle";
import { findCredentials } from "@/lib/host/people/users";
import { addressLimits, twoFactor } from "@/lib/host/two-factor";
import type { RequestContext } from "@/lib/two-factor/index";
import { canonicalEmail } from "@/lib/two-factor/index";

export type PasswordStep =
  | { ok: true; accountId: string; accountVersion: number; locale: string | null; passwordHash: string }
  | { ok: false; code: "invalid-credentials" }
  | { ok: false; code: "slow-down"; retryAfterSeconds: number };

const nobody = "nobody@invalid";

/**
 * Checks an e-mail address and a password. Unknown, wrong, locked and disabled do the same work and get the same answer:
 *  1. the client address has a limit, before anything costs;
 *  2. the attempt is counted, before anything is compared;
 *  3. one hash is computed, against a dummy where there is no account;
 *  4. what was compared must still be the password after the account's version was read. Whatever changes it later raises
 *     the version, and then no session comes of it.
 */
export async function passwordStep(
  input: { email: unknown; password: unknown },
  context: RequestContext,
): Promise<PasswordStep> {
  const allowed = await addressLimits().take("sign-in", context.ip);
  if (!allowed.ok) return { ok: false, code: "slow-down", retryAfterSeconds: allowed.retryAfterSeconds };
  if (!isHashablePassword(input.password)) return { ok: false, code: "invalid-credentials" };

  const email = canonicalEmail(input.email) ?? nobody;
  const user = await findCredentials(email);
  const { browserHash } = context;
  const account = await twoFactor().viewAccount({ accountId: user?.id ?? nobody, browserHash });
  const key = throttleKey(email, account.knowsBrowser ? browserHash : null);
  const counted = await reservePasswordAttempt(key);
  const fits = await checkPassword(user?.passwordHash ?? null, input.password);

  const isRight = user && fits && counted && !user.disabledAt && (await clearPasswordAttempts(key, user));
  if (!isRight) {
    await recordFailure(user?.id, context);
    return { ok: false, code: "invalid-credentials" };
  }
  const { id: accountId, locale, passwordHash } = user;
  return { ok: true, accountId, accountVersion: account.version, locale, passwordHash };
}

async function recordFailure(accountId: string | undefined, context: RequestContext): Promise<void> {
  await twoFactor().recordEvent(
    { event: "authn_password_fail", outcome: "refused", ...(accountId && { accountId }) },
    context,
  );
}
