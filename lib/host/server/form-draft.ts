import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { env } from "@/lib/host/server/env";
import { browser, twoFactor } from "@/lib/host/two-factor";
import { cookieOptions, type Draft, type DraftPort } from "@/lib/two-factor/next/index";

const lifetimeMinutes = 15;
/** Browsers keep some 4 kB of a cookie, its name and attributes included, and drop what is longer. */
const longest = 3_800;
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
    if (!accountId) return;
    const maxAge = lifetimeMinutes * 60;
    const cookie = await encode({ ...secretOf(), token, maxAge });
    if (cookie.length <= longest) (await cookies()).set(name(), cookie, { ...options(), maxAge });
  },
  async drop(form) {
    if ((await open())?.form === form) (await cookies()).set(name(), "", { ...options(), maxAge: 0 });
  },
};

/** What this account typed here before its session was found to be over, or null. Call it behind `requireSession` only. */
export async function readDraft(accountId: string): Promise<Draft | null> {
  const draft = await open();
  const { browserHash } = await browser().context();
  const isTheirs = draft?.accountId === accountId && draft.browserHash === browserHash;
  return draft && isTheirs ? { form: draft.form, values: draft.values } : null;
}

async function open() {
  const token = (await cookies()).get(name())?.value;
  return token ? kept.safeParse(await decode({ ...secretOf(), token }).catch(() => null)).data : undefined;
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
