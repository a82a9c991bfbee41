import { z } from "zod";
import { tidyText } from "@/lib/two-factor/index";

/** Where this site sends things to. */
export const countries = ["AT", "BE", "DE", "DK", "FR", "IT", "LU", "NL"] as const;

/** One line of visible text: nothing that breaks a line or turns the writing around where the address is shown. */
const line = (longest: number) =>
  z
    .string()
    .transform(tidyText)
    .pipe(
      z
        .string()
        .min(1)
        .max(longest)
        .regex(/^(?:\P{C}|[\u200c\u200d])+$/u),
    );

export const addressSchema = z.strictObject({
  recipient: line(80),
  street: line(80),
  postalCode: line(12),
  city: line(60),
  country: z.enum(countries),
});

/** A postal address of a person, tidied up. */
export type Address = z.output<typeof addressSchema>;
export type AddressField = keyof Address;

/** What was typed stays in the form; `text` names what has to be looked at. */
export type AddressFormState = {
  text?: string;
  invalid?: AddressField[];
  typed?: Partial<Record<AddressField, string>>;
};

/** On one line, as people of that language read it. */
export function formatAddress({ recipient, street, postalCode, city, country }: Address, locale: string): string {
  return [recipient, street, `${postalCode} ${city}`, countryName(country, locale)].join(", ");
}

export function countryName(country: Address["country"], locale: string): string {
  return new Intl.DisplayNames(locale, { type: "region" }).of(country) ?? country;
}
