const hidden = "[redacted]";

/** Names of fields that are always taken out: secrets, and data that identifies a person. */
const privateName = new RegExp(
  [
    "^(to|cc|bcc|from|otp|pin|mac|jwt|sid|body|html|text)$",
    "(?<!status|error|exit|refusal|fault)_?codes?$",
    "token|password|passphrase|secret|cookie|authorization|credential|api_?key|private_?key|signature|session_?id",
    "e_?-?mail|phone|address|recipient|destination",
  ].join("|"),
  "i",
);

// An identifier of the add-on may hold six digits in a row. It ties the lines of one request together, so it stays.
const uuid = /(\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b)/i;

/** The shapes of secrets and of personal data inside a text. The longest shapes come first. */
const privateText = [
  /\b(?:bearer|basic)\s+[^\s,;"']+/gi,
  // User and password in a connection string.
  /(?<=:\/\/)[^\s/@]+(?=@)/g,
  // E-mail addresses, also percent-encoded.
  /[^\s@<>()[\]{}"',;:=/\\?&]{1,128}(?:@|%40)[^\s@<>()[\]{}"',;:=/\\?&]+/gi,
  // Opaque tokens, hashes, parts of a JWT.
  /[A-Za-z0-9_-]{40,}/g,
  // Phone numbers as E.164, also spaced for reading.
  /\+[1-9](?:[ ().-]{0,2}\d){6,14}/g,
  // Codes, also as people type them.
  /\d{6,}|\b\d{3}[ -]\d{3}\b/g,
];

// JSON escapes line feeds, but lets these through. They break or reorder a line in a viewer.
const unprintable = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

const deepest = 6;
const longest = 10_000;

/**
 * A copy that is safe to log. Private values are found by name or by shape, also inside errors and their causes.
 * Data that an object gives only through methods (Headers, Map) is left out.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "bigint") return redactText(String(value));
  if (typeof value !== "object" || value === null) return value;
  if (depth >= deepest) return "[too deep]";
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return "[binary]";
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if (value instanceof Error) return redactError(value, depth + 1);
  if ("toJSON" in value && typeof value.toJSON === "function") return redact(value.toJSON(), depth + 1);
  return redactEntries(Object.entries(value), depth + 1);
}

function redactEntries(entries: [string, unknown][], depth: number): Record<string, unknown> {
  return Object.fromEntries(
    entries.map(([name, value]) => [redactText(name), isPrivate(name, value) ? hidden : redact(value, depth)]),
  );
}

function isPrivate(name: string, value: unknown): boolean {
  return value !== null && value !== undefined && privateName.test(name);
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const { code, name: _name, message: _message, stack: _stack, ...more } = { ...error } as Record<string, unknown>;
  return {
    type: redactText(error.name),
    message: redactText(error.message),
    // The `code` of an error is a word about the fault: "ECONNREFUSED", "P2028".
    ...(typeof code === "string" && /^[A-Za-z]/.test(code) ? { code: redactText(code) } : {}),
    ...redactEntries(Object.entries(more), depth),
    ...(error instanceof AggregateError ? { errors: redact(error.errors, depth) } : {}),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth) }),
    ...(error.stack === undefined ? {} : { stack: redactText(error.stack) }),
  };
}

function redactText(text: string): string {
  const parts = text.slice(0, longest).replace(unprintable, "\ufffd").split(uuid);
  // The split puts identifiers at the odd indexes.
  return parts.map((part, place) => (place % 2 === 1 ? part : redactPart(part))).join("");
}

function redactPart(part: string): string {
  return privateText.reduce((text, shape) => text.replace(shape, hidden), part);
}
