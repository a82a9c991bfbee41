import { createTranslator } from "use-intl/core";
import de from "@/lib/two-factor/messages/de.json";
import en from "@/lib/two-factor/messages/en.json";

type Words = Pick<typeof en, "mail" | "notice" | "sms">;
const catalogues = { en, de } satisfies Record<string, Words>;

/** The texts of messages in the language of a BCP 47 tag; English where there is none. */
export function messageTexts(locale: string) {
  const language = /^de\b/i.test(locale) ? "de" : "en";
  const { mail, notice, sms }: Words = catalogues[language];
  return { language, t: createTranslator({ locale: language, messages: { mail, notice, sms } }) } as const;
}

export type MessageTexts = ReturnType<typeof messageTexts>;
