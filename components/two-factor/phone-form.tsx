"use client";

import { type ReactNode, useActionState } from "react";
import { Alert } from "@/components/ui/alert";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { useFocusAfter } from "@/components/ui/use-focus-after";

/** The form keeps the typed values. */
export type PhoneFormState = { text?: string; typed?: { phone: string; country: string } };

type Props = {
  action: (state: PhoneFormState, form: FormData) => Promise<PhoneFormState>;
  countries: readonly { value: string; text: string }[];
  /** The country of a number that is typed without a country code. */
  country: string;
  /** The kept input of a form whose session had ended. */
  kept?: { phone?: string; country?: string };
  texts: { country: string; phone: string; hint: string; submit: string };
  /** Hidden fields. */
  children: ReactNode;
};

const alertId = "phone-refusal";

export function PhoneForm({ action, countries, country, kept, texts, children }: Props) {
  const [state, submit] = useActionState(action, {});
  const refusal = useFocusAfter<HTMLDivElement>(state);
  const { text, typed = kept } = state;
  return (
    <form action={submit} noValidate className="space-y-5">
      {children}
      {text && (
        <Alert id={alertId} ref={refusal}>
          {text}
        </Alert>
      )}
      <SelectField
        id="country"
        name="country"
        label={texts.country}
        defaultValue={typed?.country ?? country}
        options={countries}
      />
      <TextField
        id="phone"
        name="phone"
        label={texts.phone}
        hint={texts.hint}
        refusalId={text && alertId}
        type="tel"
        autoComplete="tel"
        required
        maxLength={40}
        defaultValue={typed?.phone}
      />
      <SubmitButton>{texts.submit}</SubmitButton>
    </form>
  );
}
