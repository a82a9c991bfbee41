"use client";

import { type ReactNode, useActionState, useEffect, useRef } from "react";
import { Alert } from "@/components/ui/alert";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { CodeFormState } from "@/lib/two-factor/client";
import { useSmsCode } from "./use-sms-code";

type Action = (state: CodeFormState, form: FormData) => Promise<CodeFormState>;
type Props = {
  action: Action;
  texts: { code: string; hint: string; submit: string; filledIn: string };
  /** The text about an obstacle that exists before the person types. */
  notice: string | null;
  /** False while only a new code helps. Then sending one is the page's first action. */
  isAnswerable: boolean;
  /** Whether an SMS with the code is on its way. */
  isSms: boolean;
  /** Hidden fields. */
  children: ReactNode;
};

const alertId = "code-refusal";

/** One plain input, since pasting, autofill and assistive technology work best with it. */
export function CodeForm({ action, texts, notice, isAnswerable, isSms, children }: Props) {
  const [state, submit] = useActionState(action, {});
  const field = useRef<HTMLInputElement>(null);
  const { isFilledIn, stop } = useSmsCode(field, isSms);
  const refusal = state.text ?? notice;
  useEffect(() => {
    if (state.refusal) field.current?.focus();
  }, [state]);
  return (
    <form action={submit} onSubmit={stop} noValidate className="space-y-5">
      {children}
      {refusal && <Alert id={alertId}>{refusal}</Alert>}
      <TextField
        ref={field}
        id="code"
        name="code"
        label={texts.code}
        hint={texts.hint}
        refusalId={state.refusal && alertId}
        spaced
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoCorrect="off"
        spellCheck={false}
        // A person may paste the whole message.
        maxLength={1024}
      />
      <p role="status" className="sr-only">
        {isFilledIn && texts.filledIn}
      </p>
      <SubmitButton look={isAnswerable ? "primary" : "secondary"}>{texts.submit}</SubmitButton>
    </form>
  );
}
