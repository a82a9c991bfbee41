import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Brand } from "./brand";
import { Button, buttonClass } from "./button";

type Props = {
  siteName: string;
  isSignedIn: boolean;
  /** Hidden fields of the form that signs out. */
  children: ReactNode;
};

export async function SiteHeader({ siteName, isSignedIn, children }: Props) {
  const t = await getTranslations("host.site");
  return (
    <header className="border-line border-b bg-surface">
      <div className="mx-auto flex max-w-6xl items-center justify-between gap-3 px-4 py-3 sm:px-8">
        <Link href="/" prefetch={false} aria-label={t("home", { site: siteName })} className="rounded-control">
          <Brand name={siteName} />
        </Link>
        <nav aria-label={t("navigation")} className="-me-2 flex shrink-0 sm:-me-3.5 items-center">
          {isSignedIn ? (
            <>
              <QuietLink href="/account" text={t("account")} />
              <SignOut text={t("signOut")}>{children}</SignOut>
            </>
          ) : (
            <QuietLink href="/sign-in" text={t("signIn")} />
          )}
        </nav>
      </div>
    </header>
  );
}

function QuietLink({ href, text }: { href: string; text: string }) {
  return (
    <Link href={href} prefetch={false} className={buttonClass({ look: "quiet", size: "small" })}>
      {text}
    </Link>
  );
}

/** A plain form to a route, since only a route can clear the browser's stored data. */
function SignOut({ text, children }: { text: string; children: ReactNode }) {
  return (
    <form method="post" action="/sign-out">
      {children}
      <Button type="submit" look="quiet" size="small">
        {text}
      </Button>
    </form>
  );
}
