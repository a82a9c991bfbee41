import type { Formats, Messages } from "@/lib/host/language/i18n";
import type { Locale } from "@/lib/host/language/locale";

// A text that does not exist does not compile.
declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
    Formats: Formats;
  }
}
