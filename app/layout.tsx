import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Language } from "@/app/(host)/language";
import "@/app/globals.css";
import { FailureWordsProvider } from "@/components/ui/failure-words";
import { FocusKeeper } from "@/components/ui/focus-keeper";
import { fontVariables } from "@/components/ui/fonts";
import { SiteFooter } from "@/components/ui/site-footer";
import { SiteHeader } from "@/components/ui/site-header";
import { contentId, SkipLink } from "@/components/ui/skip-link";
import { demoInbox } from "@/lib/host/mailbox/demo-inbox";
import { siteName } from "@/lib/host/server/site";
import { CsrfField, isSignedIn } from "@/lib/host/two-factor";

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#171d1a" },
  ],
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("host.site");
  return { title: { default: siteName, template: `%s · ${siteName}` }, description: t("description") };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Each response has its own nonce, so pages cannot be rendered before the request.
  await headers();
  const [locale, t, failure] = await Promise.all([
    getLocale(),
    getTranslations("host.site"),
    getTranslations("host.failure"),
  ]);
  const failureWords = { title: failure("title"), lead: failure("lead"), again: failure("again") };
  return (
    <html lang={locale} className={fontVariables}>
      <body className="flex flex-col font-sans">
        <SkipLink text={t("skip")} />
        <Header />
        <main id={contentId} tabIndex={-1} className="flex-1 outline-none">
          <FailureWordsProvider words={failureWords}>{children}</FailureWordsProvider>
        </main>
        <FocusKeeper contentId={contentId} />
        <SiteFooter hasMailbox={demoInbox() !== null}>
          <Language label={t("language")} />
        </SiteFooter>
      </body>
    </html>
  );
}

// Reads the session in its own component, so that the page starts first and may load the session with its own data.
async function Header() {
  return (
    <SiteHeader siteName={siteName} isSignedIn={await isSignedIn()}>
      <CsrfField />
    </SiteHeader>
  );
}
