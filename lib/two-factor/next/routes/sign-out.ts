import { orFault } from "@/lib/two-factor/next/guards/faults";
import { isOwnForm } from "@/lib/two-factor/next/guards/form-token";
import { guardedPost } from "@/lib/two-factor/next/routes/guarded-post";
import { askerOf, type Site } from "@/lib/two-factor/next/site";

/**
 * Ends the session's row, then NextAuth's cookie, which `dropCookie` does. NextAuth swallows what its event throws: a row
 * that could not be ended would outlive the cookie, and a copy of it with it. A route and not an action, since only a route
 * can send Clear-Site-Data. "cookies" is left out: the browser cookie stays, it holds nothing personal and backs
 * throttling (ADR 007).
 */
export function postSignOut(site: Site, dropCookie: () => Promise<unknown>, request: Request): Promise<Response> {
  return guardedPost(site, request, async (body) => {
    const form = await new Response(body, { headers: request.headers }).formData().catch(() => new FormData());
    if (!(await isOwnForm(site, form))) return see(site.paths.outOfDate);
    const ended = await orFault(site.log, () => endSession(site, dropCookie));
    if (!ended.ok) return see(site.paths.unavailable);
    await site.browser.dropPendingToken();
    return see("/", { "Clear-Site-Data": '"cache", "storage"' });
  });
}

async function endSession(site: Site, dropCookie: () => Promise<unknown>): Promise<void> {
  const { sessionId, context } = await askerOf(site);
  if (sessionId) await site.twoFactor.endSession({ sessionId, because: "sign-out", context });
  await dropCookie();
}

function see(location: string, headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 303, headers: { Location: location, ...headers } });
}
