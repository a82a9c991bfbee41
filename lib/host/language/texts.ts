import { createTranslator } from "next-intl";
import { defaultLocale, isLocale } from "@/lib/host/language/locale";
import de from "@/lib/host/messages/de.json";
import en from "@/lib/host/messages/en.json";

const messages = { en, de };

/** The texts of an approval, in the language in which it was proposed. */
export function approvalTexts(locale: string) {
  const language = isLocale(locale) ? locale : defaultLocale;
  return createTranslator({ locale: language, messages: messages[language] });
}
