import { parseEnv } from "@/lib/host/server/env";
import type { Variable } from "./tables/environment";

/** The smallest environment that starts, with simple values. */
const least: Record<string, string> = {
  AUTH_URL: "https://shop.example",
  AUTH_SECRET: "s".repeat(32),
  COUNTERSIGN_KEYS: `k1:${Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString("base64")}`,
  DATABASE_URL: "postgresql://localhost/shop",
  RESEND_API_KEY: "re_1",
  SMTP_URL: "smtps://localhost",
};

/** Variables that scripts read before the host's parser, with the default in the script's source. */
const ofScripts = [
  { name: "PORT", standard: "3000", pattern: /PORT(?:: port =| \?\?) 3000\b/ },
  { name: "COUNTERSIGN_EMBEDDED", standard: "0", pattern: /COUNTERSIGN_EMBEDDED: embedded\b/ },
];

/** Names that Node and the bundler set, not the operator. */
const notOurs = ["NODE_ENV"];

/** All variables that the operator may set, with names, needs and defaults from the host's parser. */
export function codedVariables(parser: string, scripts: readonly string[]): Variable[] {
  const names = Array.from(parser.matchAll(/^ {2}([A-Z][A-Z_]+):/gm), ([, name]) => String(name));
  const parsed: Record<string, unknown> = parseEnv(least);
  const ours = names.filter((name) => !notOurs.includes(name));
  const unread = ofScripts.filter(({ pattern }) => !scripts.some((text) => pattern.test(text)));
  if (ours.length === 0) throw new Error("the host's parser names no variable");
  if (unread.length > 0) throw new Error(`no script reads ${unread.map(({ name }) => name).join()} as listed here`);
  return [
    ...ours.map((name) => asVariable(name, parsed[name])),
    ...ofScripts.map(({ name, standard }) => ({ name, isRequired: false, standard })),
  ];
}

function asVariable(name: string, value: unknown): Variable {
  if (isRequired(name)) return { name, isRequired: true, standard: null };
  const isGiven = name in least || value === undefined;
  return { name, isRequired: false, standard: isGiven ? null : inText(value) };
}

function isRequired(name: string): boolean {
  const { [name]: _, ...others } = least;
  try {
    parseEnv(others);
    return false;
  } catch {
    return true;
  }
}

function inText(value: unknown): string {
  return typeof value === "boolean" ? String(Number(value)) : String(value);
}
