import { z } from "zod";
import { tidyText } from "@/lib/two-factor/index";

/** The countries this site delivers to. */
export const countries = ["AT", "BE", "DE", "DK", "FR", "IT", "LU", "NL"] as const;

/** One line of visible text, without line breaks and direction marks. */
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

/** The form keeps the typed values; `text` names the fields to check. */
export type AddressFormState = {
  text?: string;
  invalid?: AddressField[];
  typed?: Partial<Record<AddressField, string>>;
};

/** The address on one line, in the order of that language. */
export function formatAddress({ recipient, street, postalCode, city, country }: Address, locale: string): string {
  return [recipient, street, `${postalCode} ${city}`, countryName(country, locale)].join(", ");
}

export function countryName(country: Address["country"], locale: string): string {
  return new Intl.DisplayNames(locale, { type: "region" }).of(country) ?? country;
}
