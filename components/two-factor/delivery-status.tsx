"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect } from "react";

const looksAfterMs = [1_000, 3_000, 7_000, 15_000];

/** Where the code went, or whether it did. While it is on its way, the page looks again a few times. */
export function DeliveryStatus({ isUnderway, children }: { isUnderway: boolean; children: ReactNode }) {
  const { refresh } = useRouter();
  useEffect(() => {
    if (!isUnderway) return;
    const timers = looksAfterMs.map((delay) => setTimeout(refresh, delay));
    return () => timers.forEach(clearTimeout);
  }, [isUnderway, refresh]);
  return <div role="status">{children}</div>;
}
