"use client";

import "@/app/globals.css";
import { Button } from "@/components/ui/button";
import { fontVariables } from "@/components/ui/fonts";
import { Page } from "@/components/ui/page";

/** If the layout fails, the texts cannot be loaded, so the page shows both languages. Next.js logs the digest. */
export default function GlobalFailurePage({ retry }: { retry: () => void }) {
  return (
    <html lang="en" className={fontVariables}>
      <body className="flex flex-col font-sans">
        <title>Something went wrong</title>
        <main className="flex-1">
          <Page
            title="Something went wrong on our side"
            lead="The page could not be shown. Wait a moment, then try again."
          >
            <p lang="de" className="mb-8 text-muted">
              Bei uns ist etwas schiefgegangen. Die Seite konnte nicht angezeigt werden. Warten Sie einen Moment, und
              versuchen Sie es noch einmal.
            </p>
            <Button onClick={retry}>
              <span>
                <span className="block">Try again</span>{" "}
                <span lang="de" className="block font-normal text-sm">
                  Noch einmal versuchen
                </span>
              </span>
            </Button>
          </Page>
        </main>
      </body>
    </html>
  );
}
