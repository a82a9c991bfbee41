import { env } from "@/lib/host/server/env";

export const locales = ["en", "de"] as const;
export type Locale = (typeof locales)[number];
export const defaultLocale: Locale = "en";
export const localeCookie = "locale";

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}

export function localeCookieOptions() {
  return { httpOnly: true, secure: env().secureCookies, path: "/", sameSite: "lax" as const, maxAge: 400 * 86_400 };
}
