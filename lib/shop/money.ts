/**
 * An amount in minor units (cents) as a person of that language writes it, such as "€18.50" or "18,50 €".
 * Minor units per currency follow ISO 4217. Throws a RangeError unless the amount is a whole, exact number.
 */
export function formatMoney(minor: number, currency: string, locale: string): string {
  if (!Number.isSafeInteger(minor)) throw new RangeError("An amount of money is a whole number of minor units");
  const format = new Intl.NumberFormat(locale, { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  return format.format(minor / 10 ** digits);
}
