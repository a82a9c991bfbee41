import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

/** What browsers with WebOTP add to `navigator.credentials` (https://wicg.github.io/web-otp/); TypeScript does not know it. */
type TextedCodes = {
  get(wanted: { otp: { transport: ["sms"] }; signal: AbortSignal }): Promise<{ code?: string } | null>;
};

/**
 * Fills the field with the code of a text message where the browser can read it, and its person allows it. It never
 * submits, and never touches what was typed. `stop` ends it, for once the form is on its way.
 */
export function useTextedCode(field: RefObject<HTMLInputElement | null>, isAwaited: boolean) {
  const [isFilledIn, setFilledIn] = useState(false);
  const waiting = useRef<AbortController>(null);
  const stop = useCallback(() => waiting.current?.abort(), []);
  useEffect(() => {
    if (!isAwaited || !("OTPCredential" in window)) return;
    const ending = new AbortController();
    const { signal } = ending;
    waiting.current = ending;
    const fill = (code: string | undefined) => {
      if (signal.aborted || !code || !field.current || field.current.value !== "") return;
      field.current.value = code;
      setFilledIn(true);
    };
    const codes = navigator.credentials as unknown as TextedCodes;
    // Not allowed, not possible, ended: the person types it, as everywhere else.
    codes.get({ otp: { transport: ["sms"] }, signal }).then(
      (received) => fill(received?.code),
      () => undefined,
    );
    return stop;
  }, [field, isAwaited, stop]);
  return { isFilledIn, stop };
}
