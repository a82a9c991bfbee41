import { getTranslations } from "next-intl/server";
import { fingerprintOf, hashPassword } from "@/lib/host/password/password";
import { faultOfPassword, hasOuterBlank, passwordLength } from "@/lib/host/password/password-policy";
import { type PasswordStep, passwordStep } from "@/lib/host/password/password-step";
import { readPerson } from "@/lib/host/people/users";
import { requestContext, requireSession } from "@/lib/host/two-factor";

type Prepared = { ok: true; passwordHash: string; current: string } | { ok: false; text: string };

/**
 * A new password, ready to be proposed, with the fingerprint of the one it replaces. In this order:
 *  1. the new password is checked, which reveals nothing about the old one;
 *  2. the current password is checked and counted like a sign-in;
 *  3. the new password is hashed.
 */
export async function preparePassword(input: { current: string; wanted: string } | null): Promise<Prepared> {
  const session = await requireSession({ next: "/account" });
  const [{ email, name }, t] = await Promise.all([readPerson(session), getTranslations("host.account.password")]);
  const wanted = input?.wanted ?? "";
  const fault = faultOfPassword(wanted, [name, email]);
  if (fault) return { ok: false, text: t(`fault.${fault}`, passwordLength) };
  const step = await passwordStep({ email, password: input?.current }, await requestContext());
  if (!step.ok) return { ok: false, text: await refusalText(step.code, input?.current ?? "") };
  return { ok: true, passwordHash: await hashPassword(wanted), current: fingerprintOf(step.passwordHash) };
}

async function refusalText(code: Extract<PasswordStep, { ok: false }>["code"], typed: string): Promise<string> {
  const [t, field] = await Promise.all([
    getTranslations("host.account.password"),
    getTranslations("host.passwordField"),
  ]);
  if (code !== "invalid-credentials") return t(`fault.${code}`);
  return hasOuterBlank(typed) ? `${t("fault.wrong-current")} ${field("outerBlank")}` : t("fault.wrong-current");
}
