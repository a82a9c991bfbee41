import { endOwnSession } from "@/lib/host/auth";
import { browser, guarded, isOwnForm, log } from "@/lib/host/two-factor";
import { isDone, outOfDatePath, unavailablePath } from "@/lib/two-factor/next/index";

/**
 * Ends the session's row, then its cookie. A route and not an action, since only a route can send Clear-Site-Data.
 * "cookies" is left out: the browser cookie stays, it holds nothing personal and backs throttling (ADR 007).
 */
export const POST = guarded(async (request, body) => {
  const form = await new Response(body, { headers: request.headers }).formData().catch(() => new FormData());
  if (!(await isOwnForm(form))) return see(outOfDatePath);
  if (!(await isDone(log, endOwnSession))) return see(unavailablePath);
  await browser().dropPendingToken();
  return see("/", { "Clear-Site-Data": '"cache", "storage"' });
});

function see(location: string, headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 303, headers: { Location: location, ...headers } });
}
