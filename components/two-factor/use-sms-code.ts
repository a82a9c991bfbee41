import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

/** WebOTP's addition to `navigator.credentials` (https://wicg.github.io/web-otp/), missing in TypeScript's types. */
type SmsCodes = {
  get(wanted: { otp: { transport: ["sms"] }; signal: AbortSignal }): Promise<{ code?: string } | null>;
};

/**
 * Fills the field with the code of an SMS if the browser can read it and the person allows it. It never submits, and it
 * keeps typed input. `stop` ends it when the form is sent.
 */
export function useSmsCode(field: RefObject<HTMLInputElement | null>, isAwaited: boolean) {
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
    const codes = navigator.credentials as unknown as SmsCodes;
    // It was not allowed, not possible or has ended. The person types the code.
    codes.get({ otp: { transport: ["sms"] }, signal }).then(
      (received) => fill(received?.code),
      () => undefined,
    );
    return stop;
  }, [field, isAwaited, stop]);
  return { isFilledIn, stop };
}
