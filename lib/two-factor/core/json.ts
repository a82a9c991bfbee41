/** What survives being written down and read again. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/**
 * `value` as it will be read back from the database: dates become text, absent fields go.
 * Throws TypeError for what has no JSON form, such as a function, NaN or text that the database cannot hold.
 */
export function toJson(value: unknown): Json {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return storable(value);
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object" && isPlain(value)) return Object.fromEntries(entriesOf(value));
  throw new TypeError(`A ${typeof value} of this kind has no JSON form`);
}

/** One text for equal values and for no others: the order of an object's fields does not matter. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const sorted = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${sorted.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(",")}}`;
}

function entriesOf(value: object): [string, Json][] {
  return Object.entries(value).flatMap(([name, field]): [string, Json][] =>
    field === undefined ? [] : [[storable(name), toJson(field)]],
  );
}

// PostgreSQL keeps neither half a surrogate pair nor U+0000.
function storable(text: string): string {
  if (!text.isWellFormed() || text.includes("\u0000")) throw new TypeError("This text cannot be stored");
  return text;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
