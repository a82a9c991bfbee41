import type { FirstStep } from "@/lib/two-factor/next-auth/gate-config";

const dateMark = "countersign date";

/** The first step as text, for the time between the steps. Dates stay dates; what JSON cannot say, such as a function, is left out. */
export function packFirstStep({ user, account, profile }: FirstStep): string {
  return JSON.stringify({ user, account, profile }, function (this: Record<string, unknown>, key, value) {
    // Date.toJSON has run already: `value` is text by now.
    const original = this[key];
    if (original instanceof Date) return { [dateMark]: value };
    return typeof original === "bigint" ? Number(original) : value;
  });
}

/** Reads only what `packFirstStep` wrote: it was sealed meanwhile. */
export function unpackFirstStep(text: string): FirstStep {
  return JSON.parse(text, (_, value) =>
    value && typeof value === "object" && dateMark in value ? new Date(value[dateMark]) : value,
  );
}
