import { type RefObject, useEffect, useRef } from "react";

/** For the refusal that a form shows: it gets the focus each time the form comes back with a new `state`. */
export function useFocusAfter<Shown extends HTMLElement>(state: object): RefObject<Shown | null> {
  const shown = useRef<Shown>(null);
  const first = useRef(state);
  useEffect(() => {
    if (state !== first.current) shown.current?.focus();
  }, [state]);
  return shown;
}
