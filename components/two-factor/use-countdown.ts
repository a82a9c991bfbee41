import { useEffect, useRef, useState } from "react";

/**
 * The whole seconds left, updated once a second; null until the browser runs it, so that the page works without
 * JavaScript. The end is fixed at the start, since each reload of the page brings `seconds` that are slightly late. The
 * end may only move earlier, for example when a wait is given back. A new `since` starts the countdown again.
 */
export function useCountdown(seconds: number, since: string): number | null {
  const [left, setLeft] = useState<number | null>(null);
  const end = useRef({ since, at: Number.POSITIVE_INFINITY });
  useEffect(() => {
    const known = end.current.since === since ? end.current.at : Number.POSITIVE_INFINITY;
    const at = Math.min(known, Date.now() + seconds * 1000);
    end.current = { since, at };
    const tick = () => setLeft(Math.max(0, Math.ceil((at - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [seconds, since]);
  return left;
}
