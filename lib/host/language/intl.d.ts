import type { Formats, Messages } from "@/lib/host/language/i18n";
import type { Locale } from "@/lib/host/language/locale";

// The name of a missing text is a type error.
declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
    Formats: Formats;
  }
}
