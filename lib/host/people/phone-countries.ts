import { getLocale } from "next-intl/server";
import { readDeliveryAddress } from "@/lib/host/delivery-address/read-delivery-address";
import { env } from "@/lib/host/server/env";
import { callingCodeOf } from "@/lib/two-factor/index";
import type { Session } from "@/lib/two-factor/next/index";

/** The countries an SMS may go to, sorted by name, and the most likely country of this person's number. */
export async function phoneCountries(session: Session) {
  const [locale, address] = await Promise.all([getLocale(), readDeliveryAddress(session)]);
  const names = new Intl.DisplayNames(locale, { type: "region" });
  const allowed = env().SMS_COUNTRIES;
  const countries = allowed
    .map((value) => ({ value, text: `${names.of(value)} (+${callingCodeOf(value) ?? "?"})` }))
    .sort((one, other) => one.text.localeCompare(other.text, locale));
  const likely = [address?.country, new Intl.Locale(locale).maximize().region, allowed[0]];
  const country = likely.find((code) => code !== undefined && allowed.includes(code)) ?? "";
  return { countries, country };
}
