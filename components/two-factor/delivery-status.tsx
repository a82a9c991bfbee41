"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect } from "react";

const firstWaitMs = 1_000;
const longestWaitMs = 60_000;

type Props = {
  /** How long the code lives, when `since` began. */
  seconds: number;
  since: string;
  /** False once nothing more can be heard of it. */
  isWatched: boolean;
  /** The page says it louder elsewhere: nobody needs to hear it twice. */
  isToldElsewhere: boolean;
  children: ReactNode;
};

/** Where the code went, or whether it did. The page looks again for as long as the code lives, less and less often. */
export function DeliveryStatus({ seconds, since, isWatched, isToldElsewhere, children }: Props) {
  const { refresh } = useRouter();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each look brings other seconds; only a new `since` begins anew
  useEffect(() => (isWatched ? watch(refresh, Date.now() + seconds * 1000) : undefined), [isWatched, since, refresh]);
  return (
    <div role="status" aria-live={isToldElsewhere ? "off" : "polite"}>
      {children}
    </div>
  );
}

/** Looks after one second, two, four ... and not at all while nobody sees the page; then at once. */
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
