"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const everyMilliseconds = 3_000;

/** Asks for the page again until it has something new to say. Without JavaScript the link does the same. */
export function LookAgain({ href, text }: { href: string; text: string }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), everyMilliseconds);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <a href={href} className="link inline-flex min-h-11 items-center">
      {text}
    </a>
  );
}
