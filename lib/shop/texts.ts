import { createTranslator } from "next-intl";
import { getLocale } from "next-intl/server";
import type { Locale } from "@/lib/host/locale";
import de from "./messages/de.json";
import en from "./messages/en.json";

const messages = { en, de } satisfies Record<Locale, typeof en>;

/** The shop's words in the language of this request, and that language. The shop brings its own, so that it can go. */
export async function shopTexts() {
  const locale = await getLocale();
  return { locale, t: createTranslator({ locale, messages: messages[locale] }) };
}
