"use client";

import { type ReactNode, useActionState, useEffect, useRef } from "react";
import { Alert } from "@/components/ui/alert";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { CodeFormState } from "@/lib/two-factor/client";
import { useTextedCode } from "./use-texted-code";

type Action = (state: CodeFormState, form: FormData) => Promise<CodeFormState>;
type Props = {
  action: Action;
  texts: { code: string; hint: string; submit: string; filledIn: string };
  /** What is in the way before anything was typed. */
  notice: string | null;
  /** False while a new code is what helps: then sending one is the page's first action. */
  isAnswerable: boolean;
  /** A text message with the code is on its way. */
  isTexted: boolean;
  /** Hidden fields. */
  children: ReactNode;
};

const alertId = "code-refusal";

/** One plain input: what pasting, autofill and assistive technology understand best. */
export function CodeForm({ action, texts, notice, isAnswerable, isTexted, children }: Props) {
  const [state, submit] = useActionState(action, {});
  const field = useRef<HTMLInputElement>(null);
  const { isFilledIn, stop } = useTextedCode(field, isTexted);
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
        // A whole message may be pasted.
        maxLength={1024}
      />
      <p role="status" className="sr-only">
        {isFilledIn && texts.filledIn}
      </p>
      <SubmitButton look={isAnswerable ? "primary" : "secondary"}>{texts.submit}</SubmitButton>
    </form>
  );
}
