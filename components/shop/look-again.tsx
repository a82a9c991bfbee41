"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const everyMilliseconds = 3_000;

/** Reloads the page until the payment is settled. Without JavaScript the person uses the link. */
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
