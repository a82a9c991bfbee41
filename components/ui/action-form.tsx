"use client";

import { type ComponentProps, createContext, type ReactNode, useActionState, useContext } from "react";
import { Alert } from "@/components/ui/alert";
import { TextField } from "@/components/ui/text-field";
import { useFocusAfter } from "@/components/ui/use-focus-after";

/** What a form shows after it was sent; `text` is the refusal in the language of the page, `typed` what its fields held. */
export type ActionFormState = { text?: string; typed?: Record<string, string> };

type Props = {
  action: (state: ActionFormState, form: FormData) => Promise<ActionFormState>;
  label?: string;
  /** Fields and the button. */
  children: ReactNode;
};

const Typed = createContext<Record<string, string>>({});
const nothingTyped = {};

/** A form that either leads on or says why not. */
export function ActionForm({ action, label, children }: Props) {
  const [state, submit] = useActionState(action, {});
  const refusal = useFocusAfter<HTMLDivElement>(state);
  return (
    <form action={submit} aria-label={label} className="space-y-4">
      {state.text && <Alert ref={refusal}>{state.text}</Alert>}
      <Typed value={state.typed ?? nothingTyped}>{children}</Typed>
    </form>
  );
}

/** A field of such a form that keeps what was typed into it when the form is refused. Not for a password. */
export function KeptField({ defaultValue, ...field }: ComponentProps<typeof TextField> & { name: string }) {
  return <TextField {...field} defaultValue={useContext(Typed)[field.name] ?? defaultValue} />;
}
