import { defaultLocale, isLocale, type Locale } from "@/lib/host/language/locale";

/** The best of our languages for an Accept-Language header (RFC 9110 section 12.5.4); English when none fits. */
export function negotiateLocale(acceptLanguage: string | null): Locale {
  const wanted = (acceptLanguage ?? "")
    .slice(0, 256)
    .split(",")
    .map(readRange)
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wanted) {
    if (isLocale(language)) return language;
    if (language === "*") return defaultLocale;
  }
  return defaultLocale;
}

/** "de-AT;q=0.8" is German at 0.8. What is malformed has no weight. */
function readRange(range: string): { language: string; quality: number } {
  const [tag = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? "1";
  const quality = /^[01](\.\d{0,3})?$/.test(weight) ? Number(weight) : 0;
  return { language: tag.split("-")[0] ?? "", quality };
}
