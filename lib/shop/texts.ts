import { createTranslator } from "next-intl";
import { getLocale } from "next-intl/server";
import de from "./messages/de.json";
import en from "./messages/en.json";

const messages = { en, de } satisfies Record<string, typeof en>;

/** The shop's words in the language of this request, and that language. */
export async function shopTexts() {
  const wanted = await getLocale();
  const locale = wanted in messages ? (wanted as keyof typeof messages) : "en";
  return { locale, t: createTranslator({ locale, messages: messages[locale] }) };
}
