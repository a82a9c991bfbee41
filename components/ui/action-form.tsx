"use client";

import { type ReactNode, useActionState } from "react";
import { Alert } from "@/components/ui/alert";
import { useFocusAfter } from "@/components/ui/use-focus-after";

/** What a form shows after it was sent; `text` is the refusal in the language of the page. */
export type ActionFormState = { text?: string };

type Props = {
  action: (state: ActionFormState, form: FormData) => Promise<ActionFormState>;
  label?: string;
  /** Fields and the button. */
  children: ReactNode;
};

/** A form that either leads on or says why not. */
export function ActionForm({ action, label, children }: Props) {
  const [state, submit] = useActionState(action, {});
  const refusal = useFocusAfter<HTMLDivElement>(state);
  return (
    <form action={submit} aria-label={label} className="space-y-4">
      {state.text && <Alert ref={refusal}>{state.text}</Alert>}
      {children}
    </form>
  );
}
