"use client";

import { type ReactNode, useActionState } from "react";
import { Alert } from "@/components/ui/alert";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { useFocusAfter } from "@/components/ui/use-focus-after";
import type { AddressField, AddressFormState } from "@/lib/host/delivery-address/address";

type Props = {
  action: (state: AddressFormState, form: FormData) => Promise<AddressFormState>;
  address: Partial<Record<AddressField, string>>;
  countries: readonly { code: string; name: string }[];
  texts: { labels: Record<AddressField, string>; submit: string };
  look?: "primary" | "secondary";
  /** Hidden fields. */
  children: ReactNode;
};

const alertId = "address-refusal";
const lines = [
  { name: "recipient", autoComplete: "name", maxLength: 80 },
  { name: "street", autoComplete: "street-address", maxLength: 80 },
  { name: "postalCode", autoComplete: "postal-code", maxLength: 12 },
  { name: "city", autoComplete: "address-level2", maxLength: 60 },
] as const;

export function AddressForm({ action, address, countries, texts, look = "primary", children }: Props) {
  const [state, submit] = useActionState(action, {});
  const refusal = useFocusAfter<HTMLDivElement>(state);
  const { text, invalid = [], typed } = state;
  const shown = typed ?? address;
  const refusalOf = (field: AddressField) => (invalid.includes(field) ? alertId : undefined);
  return (
    <form action={submit} noValidate className="space-y-5">
      {children}
      {text && (
        <Alert id={alertId} ref={refusal}>
          {text}
        </Alert>
      )}
      {lines.map(({ name, ...input }) => (
        <TextField
          {...input}
          key={name}
          id={name}
          name={name}
          label={texts.labels[name]}
          refusalId={refusalOf(name)}
          defaultValue={shown[name]}
          required
        />
      ))}
      <SelectField
        id="country"
        name="country"
        label={texts.labels.country}
        autoComplete="country"
        refusalId={refusalOf("country")}
        defaultValue={shown.country ?? "DE"}
        options={countries.map(({ code, name }) => ({ value: code, text: name }))}
      />
      <SubmitButton look={look}>{texts.submit}</SubmitButton>
    </form>
  );
}
