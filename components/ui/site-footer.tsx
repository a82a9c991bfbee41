import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

type Props = {
  hasMailbox: boolean;
  /** The choice of a language. */
  children: ReactNode;
};

export async function SiteFooter({ hasMailbox, children }: Props) {
  const t = await getTranslations("host.site");
  return (
    <footer className="border-line border-t text-muted text-sm">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-8 gap-y-1 px-4 py-5 sm:px-8">
        <p className="py-2">{t("secondStep")}</p>
        <div className="flex flex-wrap items-center gap-x-8">
          {hasMailbox && (
            <Link href="/inbox" prefetch={false} className="link inline-flex min-h-11 items-center">
              {t("inbox")}
            </Link>
          )}
          {children}
        </div>
      </div>
    </footer>
  );
}
