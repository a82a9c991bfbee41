import type { LimitedText, TakenText } from "@/lib/two-factor/core/limit/sms";
import type { Refusal, Refused } from "@/lib/two-factor/core/refusal";
import type { Channel } from "@/lib/two-factor/core/words";
import type { Beginning, Shown } from "@/lib/two-factor/flows/factor/ports";
import type { Room } from "@/lib/two-factor/flows/limit/send-limit";
import type { FactorPorts } from "@/lib/two-factor/flows/ports";

/** Every code that may become a text passes here before it is made. The database takes no text without the reservation. */
export async function takeText(
  ports: FactorPorts,
  { authenticator, protection, otherChannel, context }: Beginning,
): Promise<Room | Refused> {
  const to = routeOf(ports, authenticator.address);
  const { accountId } = protection;
  const taken = await ports.store.takeText({ to, accountId, context });
  logTaken(ports, taken, { requestId: context.requestId, accountId, country: to.country });
  if (!taken.ok) return { ok: false, refusal: refusalOf(taken, otherChannel) };
  const text = taken.reservation;
  return { ok: true, text, giveBack: () => ports.store.giveTextBack(text) };
}

/** Which limit stops an SMS to this person now, for a page that has no code to show. Changes nothing. */
export async function readTextLimit(
  ports: FactorPorts,
  { authenticator, otherChannel }: Shown,
): Promise<Refusal | null> {
  const limited = await ports.store.readTextLimit(routeOf(ports, authenticator.address));
  return limited && refusalOf(limited, otherChannel);
}

/** The way out besides waiting is another channel, where the account has one. */
function refusalOf({ limit, retryAfterSeconds }: LimitedText, otherChannel: Channel | null): Refusal {
  return { code: "text-limit", limit, retryAfterSeconds, otherChannel };
}

function routeOf({ textRoute, hash }: FactorPorts, address: string | null) {
  const { country, prefix } = textRoute(address ?? "");
  return { country, prefix: hash(prefix) };
}

/** Each refusal is a person who waits for a code; a pause is for the operator to look at. */
function logTaken(
  { log }: FactorPorts,
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
