import { onlyText } from "@/lib/two-factor/next/forms/form-fields";
import { browserToken } from "@/lib/two-factor/next/guards/browser";
import { csrfKey, csrfTokenFor, readCsrfToken } from "@/lib/two-factor/next/guards/csrf";
import { isSameOrigin } from "@/lib/two-factor/next/guards/origin";
import type { Site } from "@/lib/two-factor/next/site";

/**
 * What a form's token says of it. It was made in the session with this hash, null for a visitor. It is out of date once
 * a person signed in since; after the session's cookie is gone it is the form of a person who is signed out.
 */
export type FormOrigin = { sessionHash: string | null; isOutOfDate: boolean };

/** The token that this browser and session send along with each change. */
export async function csrfToken(site: Site): Promise<string> {
  return csrfTokenFor(csrfKey(site.secret), await browserToken(site), await sessionHash(site));
}

/** What is known of a posted form; null for one that does not come from our own pages in this browser. */
export async function formOrigin(site: Site, form: FormData): Promise<FormOrigin | null> {
  return isSameOrigin(await site.request.headers(), site.origin) ? originOf(site, onlyText(form, "csrf")) : null;
}

/** True when a posted form comes from our own pages and carries this browser's and session's token. */
export async function isOwnForm(site: Site, form: FormData): Promise<boolean> {
  return isCurrent(await formOrigin(site, form));
}

/** True for a token that `csrfToken` made for this browser and session. */
export async function isOwnToken(site: Site, given: unknown): Promise<boolean> {
  return isCurrent(await originOf(site, given));
}

/** Null for what is no token of ours, or not of this browser. */
async function originOf(site: Site, token: unknown): Promise<FormOrigin | null> {
  const made = readCsrfToken(csrfKey(site.secret), await browserToken(site), token);
  const current = await sessionHash(site);
  return made && { ...made, isOutOfDate: current !== null && current !== made.sessionHash };
}

async function sessionHash(site: Site): Promise<string | null> {
  const id = await site.sessionId();
  return id && site.hash(id);
}

function isCurrent(origin: FormOrigin | null): boolean {
  return origin !== null && !origin.isOutOfDate;
}
