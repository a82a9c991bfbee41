import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import { tidyPlainText } from "@/lib/two-factor/core/input/typed-text";

const longestTyped = 40;

/**
 * The number in E.164 as a person typed or copied it, or null where it is none. `country` is meant where they left the
 * country code out, and also where they left out its plus sign. No words around the number and no extension: what was
 * typed is one number or nothing.
 */
export function readPhoneNumber(typed: string, country: string): string | null {
  const tidy = tidyPlainText(typed.slice(0, 2 * longestTyped));
  if (typed.length > 2 * longestTyped || tidy.length > longestTyped || !isSupportedCountry(country)) return null;
  const numbers = [validNumber(tidy, country), withoutPlus(tidy, country)].filter((number) => number !== null);
  return (numbers.find(mayBeMobile) ?? numbers[0])?.number ?? null;
}

function validNumber(typed: string, country: CountryCode): PhoneNumber | null {
  const phone = parsePhoneNumberFromString(typed, { defaultCountry: country, extract: false });
  return phone?.isValid() && !phone.ext ? phone : null;
}

function withoutPlus(typed: string, country: CountryCode): PhoneNumber | null {
  const isWhole = typed.replace(/\D/g, "").startsWith(getCountryCallingCode(country));
  return isWhole && !typed.includes("+") ? validNumber(`+${typed}`, country) : null;
}

// The same digits may be a fixed line at home and a mobile with its country code. Codes go to mobiles.
function mayBeMobile(phone: PhoneNumber): boolean {
  const type = phone.getType();
  return type === "MOBILE" || type === "FIXED_LINE_OR_MOBILE";
}

/** "49" for "DE"; null for what is no country. */
export function callingCodeOf(country: string): string | null {
  return isSupportedCountry(country) ? getCountryCallingCode(country) : null;
}

/**
 * As people read it out: "+1 500 555 0006". No group has five digits or more, so that a message shows it as a page does
 * and nobody takes a part of it for a code.
 */
export function readablePhoneNumber(number: string): string {
  const grouped = parsePhoneNumberFromString(number)?.formatInternational() ?? number;
  return grouped.replace(/\d{5,}/g, (digits) => digits.replace(/\d{3}(?=\d{2})/g, "$& "));
}
