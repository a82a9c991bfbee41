import { getFormatter, getTranslations } from "next-intl/server";
import { type Refusal, refusalTextKeys } from "@/lib/two-factor/client";

type Translator = Awaited<ReturnType<typeof getTranslations<"twoFactor">>>;
type Formatter = Awaited<ReturnType<typeof getFormatter>>;

/** A refusal in the language of the page, with a way out where one exists. */
export async function refusalText(refusal: Refusal): Promise<string> {
  const [t, format] = await Promise.all([getTranslations("twoFactor"), getFormatter()]);
  return refusalWords(refusal, t, format);
}

export function refusalWords(refusal: Refusal, t: Translator, format: Formatter): string {
  const key = refusalTextKeys[refusal.code];
  if ("retryAfterSeconds" in refusal) {
    const { value, unit } = wait(refusal.retryAfterSeconds);
    const when = format.relativeTime(value * millisecondsOf[unit], { now: 0, unit });
    return t(key, { when, ...(refusal.code === "sms-limit" && stoppedSms(refusal)) });
  }
  if (refusal.code === "older-code") {
    return t(key, { ...refusal, sentAt: format.dateTime(refusal.sentAt, "time") });
  }
  if (refusal.code === "approval-over") return t(key, { state: refusal.state });
  return t(key, "attemptsLeft" in refusal ? { attemptsLeft: refusal.attemptsLeft } : {});
}

function stoppedSms({ limit, otherChannel }: Extract<Refusal, { code: "sms-limit" }>) {
  return { limit, otherChannel: otherChannel ?? "none" };
}

const millisecondsOf = { second: 1_000, minute: 60_000, hour: 3_600_000 };

/** Rounded up, so that a person who returns at that time is accepted. */
function wait(seconds: number): { value: number; unit: keyof typeof millisecondsOf } {
  if (seconds <= 90) return { value: Math.max(1, seconds), unit: "second" };
  if (seconds <= 90 * 60) return { value: Math.ceil(seconds / 60), unit: "minute" };
  return { value: Math.ceil(seconds / 3_600), unit: "hour" };
}
