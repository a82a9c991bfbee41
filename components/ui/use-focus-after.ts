import { type RefObject, useEffect, useRef } from "react";

/** Moves the focus to a form's refusal each time the form returns with a new `state`. */
export function useFocusAfter<Shown extends HTMLElement>(state: object): RefObject<Shown | null> {
  const shown = useRef<Shown>(null);
  const first = useRef(state);
  useEffect(() => {
    if (state !== first.current) shown.current?.focus();
  }, [state]);
  return shown;
}
