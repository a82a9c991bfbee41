import { z } from "zod";
import { cookieName, cookieOptions } from "@/lib/two-factor/next/guards/cookies";
import type { Session } from "@/lib/two-factor/next/guards/session";
import type { Site } from "@/lib/two-factor/next/site";

/** What a person typed into the form of this name. */
export type Draft = { form: string; values: Record<string, string | undefined> };

const lifetimeMinutes = 15;
/** Browsers keep some 4 kB of a cookie, its name and attributes included, and drop what is longer. */
const longest = 3_800;
const kept = z.object({
  form: z.string(),
  values: z.record(z.string(), z.string()),
  accountId: z.string(),
  browserHash: z.string(),
  expiresAt: z.number(),
});

/**
 * Keeps what was typed into a form whose session is over: encrypted, in this browser, for the account of that session, for
 * a quarter of an hour. Nothing is done with it before the person presses the button again (ADR 027).
 */
export async function keepDraft(site: Site, { form, values }: Draft, sessionHash: string): Promise<void> {
  const context = await site.browser.context();
  const accountId = await site.twoFactor.ownerOfSession({ sessionHash, context });
  if (!accountId) return;
  const maxAge = lifetimeMinutes * 60;
  const expiresAt = Date.now() + maxAge * 1000;
  const sealed = site.drafts.seal(
    JSON.stringify({ form, values, accountId, browserHash: context.browserHash, expiresAt }),
  );
  if (sealed.length <= longest) (await site.request.cookies()).set(name(site), sealed, { ...options(site), maxAge });
}

/** What was kept of the form of this name is not needed any more: it was sent again. */
export async function dropDraft(site: Site, form: string): Promise<void> {
  if ((await open(site))?.form === form)
    (await site.request.cookies()).set(name(site), "", { ...options(site), maxAge: 0 });
}

/** What this person typed here before their session was found to be over, or null. */
export async function readDraft(site: Site, { accountId }: Session): Promise<Draft | null> {
  const draft = await open(site);
  const { browserHash } = await site.browser.context();
  const isTheirs = draft?.accountId === accountId && draft.browserHash === browserHash;
  return draft && isTheirs ? { form: draft.form, values: draft.values } : null;
}

async function open(site: Site) {
  const sealed = (await site.request.cookies()).get(name(site))?.value;
  const text = sealed ? site.drafts.unseal(sealed) : null;
  const draft = text === null ? undefined : kept.safeParse(JSON.parse(text)).data;
  return draft && draft.expiresAt > Date.now() ? draft : null;
}

function name({ secureCookies }: Site): string {
  return cookieName("draft", secureCookies);
}

function options({ secureCookies }: Site) {
  return { ...cookieOptions(secureCookies), sameSite: "strict" as const };
}
