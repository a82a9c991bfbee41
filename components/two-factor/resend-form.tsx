"use client";

import { type ReactNode, useActionState, useId } from "react";
import { Alert } from "@/components/ui/alert";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFocusAfter } from "@/components/ui/use-focus-after";
import type { CodeFormState } from "@/lib/two-factor/client";
import { useCountdown } from "./use-countdown";

type Props = {
  action: (state: CodeFormState, form: FormData) => Promise<CodeFormState>;
  texts: { submit: string; rule: string; nextIn: string };
  waitSeconds: number;
  since: string;
  isFirstAction: boolean;
  /** Hidden fields. */
  children: ReactNode;
};

/** Asks for a new code. The wait is only shown here; the server keeps to it. */
export function ResendForm({ action, texts, waitSeconds, since, isFirstAction, children }: Props) {
  const [state, submit] = useActionState(action, {});
  const refusal = useFocusAfter<HTMLDivElement>(state);
  const left = useCountdown(waitSeconds, since);
  const hintId = useId();
  return (
    <form action={submit} aria-describedby={hintId} className="space-y-3">
      {children}
      {state.text && <Alert ref={refusal}>{state.text}</Alert>}
      <SubmitButton look={isFirstAction ? "primary" : "secondary"}>{texts.submit}</SubmitButton>
      <p id={hintId} className="text-center text-muted text-sm tabular-nums">
        {left ? `${texts.nextIn} ${clock(left)}` : texts.rule}
      </p>
    </form>
  );
}

function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const head = minutes < 60 ? String(minutes) : `${Math.floor(minutes / 60)}:${two(minutes % 60)}`;
  return `${head}:${two(seconds % 60)}`;
}
