import { getTranslations } from "next-intl/server";
import { fingerprintOf, hashPassword } from "@/lib/host/password";
import { faultOfPassword, passwordLength } from "@/lib/host/password-policy";
import { passwordStep } from "@/lib/host/password-step";
import { browser, requireSession } from "@/lib/host/two-factor";
import { readPerson } from "@/lib/host/users";

type Prepared = { ok: true; passwordHash: string; current: string } | { ok: false; text: string };

/**
 * A new password, ready to be proposed, with the fingerprint of the one it replaces. In this order: what is wrong with the new one, which tells nothing of the old;
 * the current one, counted like any sign-in; the hash.
 */
export async function preparePassword(input: { current: string; wanted: string } | null): Promise<Prepared> {
  const { accountId } = await requireSession({ next: "/account" });
  const [{ email, name }, t] = await Promise.all([readPerson(accountId), getTranslations("host.account.password")]);
  const wanted = input?.wanted ?? "";
  const fault = faultOfPassword(wanted, [name, email]);
  if (fault) return { ok: false, text: t(`fault.${fault}`, passwordLength) };
  const step = await passwordStep({ email, password: input?.current }, await browser().context());
  if (!step.ok) return { ok: false, text: t(step.code === "slow-down" ? "fault.slow-down" : "fault.wrong-current") };
  return { ok: true, passwordHash: await hashPassword(wanted), current: fingerprintOf(step.passwordHash) };
}
