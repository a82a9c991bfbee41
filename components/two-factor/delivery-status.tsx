"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect } from "react";

const firstWaitMs = 1_000;
const longestWaitMs = 60_000;

type Props = {
  /** The code's remaining seconds at the moment `since`. */
  seconds: number;
  since: string;
  /** False once the delivery can no longer change. */
  isWatched: boolean;
  /** Whether an alert on the page already says it, so that it is announced once. */
  isInAlert: boolean;
  children: ReactNode;
};

/** The state of the code's delivery. The page checks again while the code is valid, less and less often. */
export function DeliveryStatus({ seconds, since, isWatched, isInAlert, children }: Props) {
  const { refresh } = useRouter();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each check brings other seconds; only a new `since` starts again
  useEffect(() => (isWatched ? watch(refresh, Date.now() + seconds * 1000) : undefined), [isWatched, since, refresh]);
  return (
    <div role="status" aria-live={isInAlert ? "off" : "polite"}>
      {children}
    </div>
  );
}

/**
 * Checks after one second, two, four and so on. It pauses while the page is hidden, and checks at once when it is
 * shown.
 */
function watch(look: () => void, end: number): () => void {
  let waitMs = firstWaitMs;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const plan = () => {
    clearTimeout(timer);
    if (!document.hidden && Date.now() + waitMs < end) timer = setTimeout(lookAndPlan, waitMs);
  };
  const lookAndPlan = () => {
    look();
    waitMs = Math.min(waitMs * 2, longestWaitMs);
    plan();
  };
  const onVisibilityChange = () => (document.hidden ? clearTimeout(timer) : lookAndPlan());
  plan();
  document.addEventListener("visibilitychange", onVisibilityChange);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", onVisibilityChange);
  };
}
