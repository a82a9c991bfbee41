import { useEffect, useState } from "react";

/**
 * Whole seconds left, once a second; null until the browser runs it, so that the page makes sense without JavaScript.
 * A new `since` starts it again, even with the same number of seconds.
 */
export function useCountdown(seconds: number, since: string): number | null {
  const [left, setLeft] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `since` tells two equal waits apart
  useEffect(() => {
    const end = Date.now() + seconds * 1000;
    const tick = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [seconds, since]);
  return left;
}
