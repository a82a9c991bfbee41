import { useEffect, useRef, useState } from "react";

/**
 * Whole seconds left, once a second; null until the browser runs it, so that the page makes sense without JavaScript.
 * The end is fixed when it begins: the page may be asked again and again meanwhile, and each answer took its time. It
 * only ever comes closer, as when a wait was given back. A new `since` starts it again.
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
