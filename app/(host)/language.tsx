import { getLocale } from "next-intl/server";
import { setLanguage } from "@/app/(host)/actions";
import { LanguageSwitch } from "@/components/ui/language-switch";
import { locales } from "@/lib/host/language/locale";
import { CsrfField } from "@/lib/host/two-factor";

/** The choice of this site's languages. Give it a label if no heading names it. */
export async function Language({ label }: { label?: string }) {
  const current = await getLocale();
  const languages = locales.map((locale) => ({ locale, name: ownName(locale), isCurrent: locale === current }));
  return (
    <LanguageSwitch action={setLanguage} languages={languages} label={label}>
      <CsrfField />
    </LanguageSwitch>
  );
}

function ownName(locale: string): string {
  return new Intl.DisplayNames(locale, { type: "language" }).of(locale) ?? locale;
}
