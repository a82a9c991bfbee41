import { createTranslator } from "next-intl";
import { getLocale } from "next-intl/server";
import { defaultLocale, isLocale, type Locale } from "@/lib/host/language/locale";
import de from "./messages/de.json";
import en from "./messages/en.json";

const messages = { en, de } satisfies Record<Locale, typeof en>;

/**
 * The shop's texts in the language of this request, and that language. The shop keeps its own texts, so it is
 * removable.
 */
export async function shopTexts() {
  const locale = await getLocale();
  return { locale, t: textsIn(locale) };
}

/** The shop's texts in `locale`, for messages and other uses outside the page of this request. */
export function textsIn(locale: string) {
  const known = isLocale(locale) ? locale : defaultLocale;
  return createTranslator({ locale: known, messages: messages[known] });
}
