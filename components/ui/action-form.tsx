"use client";

import { type ComponentProps, createContext, type ReactNode, useActionState, useContext } from "react";
import { Alert } from "@/components/ui/alert";
import { TextField } from "@/components/ui/text-field";
import { useFocusAfter } from "@/components/ui/use-focus-after";

/**
 * The state of a form after it was sent: `text` is the refusal in the page's language, `typed` the values of its
 * fields.
 */
export type ActionFormState = { text?: string; typed?: Record<string, string> };

type Props = {
  action: (state: ActionFormState, form: FormData) => Promise<ActionFormState>;
  label?: string;
  /** The fields and the button. */
  children: ReactNode;
};

const Typed = createContext<Record<string, string>>({});
const nothingTyped = {};

/** A form that leads to the next page or shows a refusal. */
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

/** A field that keeps its typed value when the form is refused. Do not use it for a password. */
export function KeptField({ defaultValue, ...field }: ComponentProps<typeof TextField> & { name: string }) {
  return <TextField {...field} defaultValue={useContext(Typed)[field.name] ?? defaultValue} />;
}
