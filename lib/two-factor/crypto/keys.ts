import { createSecretKey, type KeyObject } from "node:crypto";
import { TwoFactorFault } from "@/lib/two-factor/fault";

/** A key and the name under which MACs remember it. The KeyObject keeps its bytes out of logs and error reports. */
export type CodeKey = { id: string; key: KeyObject };

const form = /^(?<id>[A-Za-z0-9._-]{1,32}):(?<secret>[A-Za-z0-9+/]{43}=)$/;

/**
 * Reads "id:base64,id:base64". The first key signs, all verify: to rotate, put a new one in front and drop the old one
 * when its last code has expired. Throws TwoFactorFault("misconfigured") naming COUNTERSIGN_KEYS, never a key.
 */
export function parseKeys(text: string): CodeKey[] {
  const parsed = text.split(",").map((entry, index) => parseKey(entry.trim(), index + 1));
  if (hasTwins(parsed.map(({ id }) => id))) throw misconfigured("two keys have the same id");
  if (hasTwins(parsed.map(({ bytes }) => bytes.toString("hex")))) throw misconfigured("one key is listed twice");
  return parsed.map(({ id, bytes }) => ({ id, key: createSecretKey(bytes) }));
}

function parseKey(entry: string, position: number): { id: string; bytes: Buffer } {
  const { id, secret } = form.exec(entry)?.groups ?? {};
  if (!id || !secret) throw misconfigured(`key ${position} must be id:base64 of exactly 32 random bytes`);
  const bytes = Buffer.from(secret, "base64");
  // 32 random bytes have fewer than 16 different values once in 10^18 keys; "AAAA…" and its like always do.
  if (new Set(bytes).size < 16) throw misconfigured(`key ${position} is not random`);
  return { id, bytes };
}

function hasTwins(texts: string[]): boolean {
  return new Set(texts).size < texts.length;
}

function misconfigured(what: string): TwoFactorFault {
  return new TwoFactorFault("misconfigured", `COUNTERSIGN_KEYS: ${what}`);
}
