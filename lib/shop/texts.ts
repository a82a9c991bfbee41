import { createTranslator } from "next-intl";
import { getLocale } from "next-intl/server";
import { defaultLocale, isLocale, type Locale } from "@/lib/host/language/locale";
import de from "./messages/de.json";
import en from "./messages/en.json";

const messages = { en, de } satisfies Record<Locale, typeof en>;

/** The shop's words in the language of this request, and that language. The shop brings its own, so that it can go. */
export async function shopTexts() {
  const locale = await getLocale();
  return { locale, t: textsIn(locale) };
}

/** The shop's words in `locale`: for what is shown elsewhere than on the page of this request. */
export function textsIn(locale: string) {
  const known = isLocale(locale) ? locale : defaultLocale;
  return createTranslator({ locale: known, messages: messages[known] });
}
