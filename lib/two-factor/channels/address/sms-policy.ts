import { type CountryCode, type NumberType, parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { DeliveryFailure } from "@/lib/two-factor/channels/delivery-failure";
import { numberPrefix, type SmsRoute } from "@/lib/two-factor/core/limit/sms";

export type SmsRefusal = Extract<DeliveryFailure, "invalid-number" | "country-not-allowed" | "number-type-not-allowed">;

/**
 * Kinds of numbers that an SMS can reach and that cost what an SMS costs. Where the numbering plan does not tell
 * mobile from fixed line (as in +1) both are allowed. Everything else earns money for its holder, rings in an office or
 * arrives nowhere: premium and shared-cost numbers, toll-free, pagers, voice mail, fixed lines, VoIP.
 */
const reachable: ReadonlySet<NumberType> = new Set(["MOBILE", "FIXED_LINE_OR_MOBILE"]);

/**
 * Why no SMS may go to this number, or null when one may. Asked before a provider is: a person who can trigger SMS to
 * numbers of his choice is paid for them by the carrier (SMS pumping; OWASP ASVS 2.4.1).
 */
export function smsRefusal(number: string, allowedCountries: readonly string[]): SmsRefusal | null {
  const phone = parsePhoneNumberFromString(number);
  if (!phone?.isValid()) return "invalid-number";
  // A number of no country, such as a satellite phone's, is dear and in no list.
  if (!phone.country || !isAllowed(phone.country, allowedCountries)) return "country-not-allowed";
  const type = phone.getType();
  return reachable.has(type) || isFollowMe(phone.countryCallingCode, type) ? null : "number-type-not-allowed";
}

/** Territories that share numbering plan, operators and prices with a country, and that people choose under its name. */
const belongsTo: Partial<Record<CountryCode, CountryCode>> = {
  AX: "FI",
  GG: "GB",
  IM: "GB",
  JE: "GB",
  SJ: "NO",
  VA: "IT",
};

function isAllowed(country: CountryCode, allowed: readonly string[]): boolean {
  return allowed.includes(country) || allowed.includes(belongsTo[country] ?? country);
}

/** What an SMS to this number is counted by. One calling code may have many countries, and prices, as +1 has. */
export function smsRoute(number: string): SmsRoute {
  const phone = parsePhoneNumberFromString(number);
  const country = phone ? `+${phone.countryCallingCode} ${phone.country ?? "??"}` : "??";
  return { country, prefix: numberPrefix(number) };
}

// Personal numbers are charged as premium ones in some countries (+44 70) and as all others in +1 (5xx), where
// providers also have their test numbers.
function isFollowMe(callingCode: string, type: NumberType): boolean {
  return type === "PERSONAL_NUMBER" && callingCode === "1";
}
