import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import {
  type Address,
  type AddressField,
  type AddressFormState,
  addressSchema,
  countries,
  countryName,
} from "./address";

/** The fields of the form, unchecked. */
export const typedAddress = z
  .object({
    recipient: z.string(),
    street: z.string(),
    postalCode: z.string(),
    city: z.string(),
    country: z.string(),
  } satisfies Record<AddressField, z.ZodString>)
  .partial();

type Typed = z.output<typeof typedAddress>;

/** The typed address, or the form with the fields to check. */
export async function readTypedAddress(
  typed: Typed | null,
): Promise<{ ok: true; address: Address } | { ok: false; state: AddressFormState }> {
  const parsed = addressSchema.safeParse(typed ?? {});
  if (parsed.success) return { ok: true, address: parsed.data };
  const [locale, t] = await Promise.all([getLocale(), getTranslations("host.address")]);
  const invalid = fieldsOf(parsed.error);
  const fields = new Intl.ListFormat(locale).format(invalid.map((field) => t(field)));
  return { ok: false, state: { text: t("invalid", { fields }), invalid, typed: typed ?? {} } };
}

function fieldsOf(error: z.ZodError<Address>): AddressField[] {
  const fields = new Set(error.issues.map(({ path: [field] }) => String(field)));
  return addressSchema.keyof().options.filter((field) => fields.has(field));
}

/** The form's texts, in the language of the page. */
export async function addressFormTexts() {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("host.address")]);
  const labels = {
    recipient: t("recipient"),
    street: t("street"),
    postalCode: t("postalCode"),
    city: t("city"),
    country: t("country"),
  };
  return { labels, save: t("save"), countries: countries.map((code) => ({ code, name: countryName(code, locale) })) };
}
