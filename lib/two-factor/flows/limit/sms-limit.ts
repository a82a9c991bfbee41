import type { Protection } from "@/lib/two-factor/core/account/protection";
import type { Authenticator } from "@/lib/two-factor/core/factor/records";
import type { TakenText, TextReservation } from "@/lib/two-factor/core/limit/sms";
import { refusalOfText } from "@/lib/two-factor/core/limit/sms";
import type { Refused } from "@/lib/two-factor/core/refusal";
import type { RequestContext } from "@/lib/two-factor/core/request";
import { channels } from "@/lib/two-factor/core/words";
import type { Ports } from "@/lib/two-factor/flows/ports";

type Asked = { protection: Protection; context: RequestContext };
type TextLimited = Refused<"text-limit">;

/**
 * Every code that may become a text passes here before it is made; no other channel costs a statement. The database
 * takes no text without the reservation.
 */
export async function takeText(
  ports: Ports,
  { channel, address }: Authenticator,
  { protection, context }: Asked,
): Promise<{ ok: true; text: TextReservation | null } | TextLimited> {
  if (channel !== "sms") return { ok: true, text: null };
  const to = routeOf(ports, address);
  const { accountId } = protection;
  const taken = await ports.store.takeText({ to, accountId, context });
  tellOperator(ports, taken, { requestId: context.requestId, accountId, country: to.country });
  return taken.ok
    ? { ok: true, text: taken.reservation }
    : { ok: false, refusal: refusalFor(ports, protection, taken) };
}

/** What is in the way of a text to this person now, for a page that has no code to show. Changes nothing. */
export async function readTextLimit(
  ports: Ports,
  { channel, address }: Authenticator,
  protection: Protection,
): Promise<TextLimited["refusal"] | null> {
  if (channel !== "sms") return null;
  const limited = await ports.store.readTextLimit(routeOf(ports, address));
  return limited && refusalFor(ports, protection, limited);
}

function refusalFor(ports: Ports, protection: Protection, limited: Parameters<typeof refusalOfText>[0]) {
  const reachable = channels.filter((name) => ports.channels[name] && ports.switchableTo.includes(name));
  return refusalOfText(limited, protection, reachable);
}

function routeOf({ textRoute, hash }: Ports, address: string) {
  const { country, prefix } = textRoute(address);
  return { country, prefix: hash(prefix) };
}

/** Each refusal is somebody who waits for a code; a pause is for the operator to look at. */
function tellOperator(
  { log }: Ports,
  taken: TakenText,
  about: { country: string; requestId: string; accountId: string },
) {
  if (taken.news === "paused") log.error("texts_paused", { country: about.country });
  if (taken.news === "probed") log.info("texts_probed", { country: about.country });
  if (taken.news === "resumed") log.info("texts_resumed", { country: about.country });
  if (taken.ok) return;
  const { limit, retryAfterSeconds } = taken;
  if (limit === "day" && taken.news === "refused") log.error("texts_used_up", { retryAfterSeconds });
  log.warn("text_refused", { ...about, limit, retryAfterSeconds });
}
