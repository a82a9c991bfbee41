import { getLocale, getTranslations } from "next-intl/server";
import { setLanguage } from "@/app/(host)/actions";
import { LanguageSwitch } from "@/components/ui/language-switch";
import { locales } from "@/lib/host/language/locale";
import { CsrfField } from "@/lib/host/two-factor";

/** The choice of this site's languages. Give it a label if no heading names it. */
export async function Language({ label }: { label?: string }) {
  const [t, current] = await Promise.all([getTranslations("host.language"), getLocale()]);
  const languages = locales.map((locale) => ({ locale, name: t(locale), isCurrent: locale === current }));
  return (
    <LanguageSwitch action={setLanguage} languages={languages} label={label}>
      <CsrfField />
    </LanguageSwitch>
  );
}
