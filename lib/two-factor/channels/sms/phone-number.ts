import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";

const longestTyped = 40;

/**
 * The number in E.164 as somebody typed it, or null where it is none. `country` is meant where they left the country
 * code out. No text around the number and no extension: what was typed is one number or nothing.
 */
export function readPhoneNumber(typed: string, country: string): string | null {
  if (typed.length > longestTyped || !isSupportedCountry(country)) return null;
  const phone = parsePhoneNumberFromString(typed, { defaultCountry: country, extract: false });
  return phone?.isValid() && !phone.ext ? phone.number : null;
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
