import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { env } from "@/lib/host/env";
import { browser, twoFactor } from "@/lib/host/two-factor";
import { cookieOptions, type Draft, type DraftPort } from "@/lib/two-factor/next/index";

const lifetimeMinutes = 15;
/** A cookie has room for some 4 kB, and whatever is longer was not typed. */
const longest = 1_500;
const kept = z.object({
  form: z.string(),
  values: z.record(z.string(), z.string()),
  accountId: z.string(),
  browserHash: z.string(),
});

/**
 * Keeps what was typed into a form whose session is over: encrypted, in this browser, for this account, for a quarter of an
 * hour. Nothing is done with it before the person presses the button again (ADR 027).
 */
export const drafts: DraftPort = {
  async keep({ form, values }, sessionHash) {
    const context = await browser().context();
    const accountId = await twoFactor().ownerOfSession({ sessionHash, context });
    const token = { form, values, accountId, browserHash: context.browserHash };
    if (!accountId || JSON.stringify(values).length > longest) return;
    const maxAge = lifetimeMinutes * 60;
    (await cookies()).set(name(), await encode({ ...secretOf(), token, maxAge }), { ...options(), maxAge });
  },
  async drop() {
    const jar = await cookies();
    if (jar.has(name())) jar.set(name(), "", { ...options(), maxAge: 0 });
  },
};

/** What this account typed here before its session was found to be over, or null. Call it behind `requireSession` only. */
export async function readDraft(accountId: string): Promise<Draft | null> {
  const token = (await cookies()).get(name())?.value;
  if (!token) return null;
  const opened = kept.safeParse(await decode({ ...secretOf(), token }).catch(() => null));
  const { browserHash } = await browser().context();
  const isTheirs = opened.success && opened.data.accountId === accountId && opened.data.browserHash === browserHash;
  return isTheirs ? { form: opened.data.form, values: opened.data.values } : null;
}

// A key of its own is derived from the two.
function secretOf() {
  return { secret: env().AUTH_SECRET, salt: "form draft v1" };
}

function name(): string {
  return `${env().secureCookies ? "__Host-" : ""}fieldhouse.draft`;
}

function options() {
  return { ...cookieOptions(env().secureCookies), sameSite: "strict" as const };
}
