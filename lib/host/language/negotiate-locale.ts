import Negotiator from "negotiator";
import { defaultLocale, isLocale, type Locale, locales } from "@/lib/host/language/locale";

/** The best of our languages for an Accept-Language header (RFC 9110 section 12.5.4); English when none fits. */
export function negotiateLocale(acceptLanguage: string | null): Locale {
  const headers = { "accept-language": acceptLanguage?.slice(0, 256) };
  const best = new Negotiator({ headers }).language([...locales]);
  return isLocale(best) ? best : defaultLocale;
}
