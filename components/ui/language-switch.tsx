import { getLocale, getTranslations } from "next-intl/server";
import { setLanguage } from "@/app/(host)/actions";
import { locales } from "@/lib/host/language/locale";
import { CsrfField } from "./csrf-field";

/** One button for each language, each named in its own. Give it a label where no heading does. */
export async function LanguageSwitch({ label }: { label?: string }) {
  const [t, current] = await Promise.all([getTranslations("host"), getLocale()]);
  return (
    <form action={setLanguage} aria-label={label} className="-mx-2.5 flex">
      <CsrfField />
      {locales.map((locale) => (
        <button
          key={locale}
          type="submit"
          name="locale"
          value={locale}
          lang={locale}
          aria-pressed={locale === current}
          className="min-h-11 rounded-control px-2.5 hover:bg-sunken aria-pressed:font-semibold aria-pressed:text-ink"
        >
          {t(`language.${locale}`)}
        </button>
      ))}
    </form>
  );
}
