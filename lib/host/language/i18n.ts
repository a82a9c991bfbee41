import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { isLocale, type Locale, localeCookie } from "@/lib/host/language/locale";
import { negotiateLocale } from "@/lib/host/language/negotiate-locale";
import de from "@/lib/host/messages/de.json";
import en from "@/lib/host/messages/en.json";
import { twoFactorMessages } from "@/lib/two-factor/client";

const messages = {
  de: { host: de, twoFactor: twoFactorMessages.de },
  en: { host: en, twoFactor: twoFactorMessages.en },
} satisfies Record<Locale, unknown>;

// The time zone is shown, since the person's own zone is unknown.
const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" } as const;
const day = { day: "numeric", month: "long", year: "numeric" } as const;
const formats = { dateTime: { time: clock, day, moment: { ...day, ...clock } } } as const;

export type Formats = typeof formats;
export type Messages = (typeof messages)["en"];

/** The language of a page: the person's choice, else the browser's. */
export default getRequestConfig(async ({ locale: asked }) => {
  const chosen = asked ?? (await cookies()).get(localeCookie)?.value;
  const locale = isLocale(chosen) ? chosen : negotiateLocale((await headers()).get("accept-language"));
  return { locale, formats, timeZone: "UTC", messages: messages[locale] };
});
