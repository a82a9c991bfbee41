import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { siteName } from "@/lib/host/server/site";
import { displaySession } from "@/lib/host/two-factor";
import { Brand } from "./brand";
import { Button, buttonClass } from "./button";
import { CsrfField } from "./csrf-field";

export async function SiteHeader() {
  const [t, session] = await Promise.all([getTranslations("host.site"), displaySession()]);
  return (
    <header className="border-line border-b bg-surface">
      <div className="mx-auto flex max-w-6xl items-center justify-between gap-3 px-4 py-3 sm:px-8">
        <Link href="/" prefetch={false} aria-label={t("home", { site: siteName })} className="rounded-control">
          <Brand />
        </Link>
        <nav aria-label={t("navigation")} className="-me-2 flex shrink-0 sm:-me-3.5 items-center">
          {session ? (
            <>
              <QuietLink href="/account" text={t("account")} />
              <SignOut text={t("signOut")} />
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

/** A plain form: only a route can tell the browser to forget what it stored. */
function SignOut({ text }: { text: string }) {
  return (
    <form method="post" action="/sign-out">
      <CsrfField />
      <Button type="submit" look="quiet" size="small">
        {text}
      </Button>
    </form>
  );
}
