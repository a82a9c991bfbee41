import type { LimitedSms, TakenSms } from "@/lib/two-factor/core/limit/sms";
import type { Refusal, Refused } from "@/lib/two-factor/core/refusal";
import type { Channel } from "@/lib/two-factor/core/words";
import type { Beginning, Shown } from "@/lib/two-factor/flows/factor/ports";
import type { Room } from "@/lib/two-factor/flows/limit/send-limit";
import type { FactorPorts } from "@/lib/two-factor/flows/ports";

/** Every code that may become an SMS passes here before it is made. The database takes no such delivery without the reservation. */
export async function takeSms(
  ports: FactorPorts,
  { authenticator, protection, otherChannel, context }: Beginning,
): Promise<Room | Refused> {
  const to = routeOf(ports, authenticator.address);
  const { accountId } = protection;
  const taken = await ports.store.takeSms({ to, accountId, context });
  logTaken(ports, taken, { requestId: context.requestId, accountId, country: to.country });
  if (!taken.ok) return { ok: false, refusal: refusalOf(taken, otherChannel) };
  const sms = taken.reservation;
  return { ok: true, sms, giveBack: () => ports.store.giveSmsBack(sms) };
}

/** Which limit stops an SMS to this person now, for a page that has no code to show. Changes nothing. */
export async function readSmsLimit(
  ports: FactorPorts,
  { authenticator, otherChannel }: Shown,
): Promise<Refusal | null> {
  const limited = await ports.store.readSmsLimit(routeOf(ports, authenticator.address));
  return limited && refusalOf(limited, otherChannel);
}

/** The way out besides waiting is another channel, where the account has one. */
function refusalOf({ limit, retryAfterSeconds }: LimitedSms, otherChannel: Channel | null): Refusal {
  return { code: "sms-limit", limit, retryAfterSeconds, otherChannel };
}

function routeOf({ smsRoute, hash }: FactorPorts, address: string | null) {
  const { country, prefix } = smsRoute(address ?? "");
  return { country, prefix: hash(prefix) };
}

/** Each refusal is a person who waits for a code; a pause is for the operator to look at. */
function logTaken(
  { log }: FactorPorts,
  taken: TakenSms,
  about: { country: string; requestId: string; accountId: string },
) {
  if (taken.news === "paused") log.error("sms_paused", { country: about.country });
  if (taken.news === "probed") log.info("sms_probed", { country: about.country });
  if (taken.news === "resumed") log.info("sms_resumed", { country: about.country });
  if (taken.ok) return;
  const { limit, retryAfterSeconds } = taken;
  if (limit === "day" && taken.news === "refused") log.error("sms_used_up", { retryAfterSeconds });
  log.warn("sms_refused", { ...about, limit, retryAfterSeconds });
}
