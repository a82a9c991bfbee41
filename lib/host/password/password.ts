import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";

/** OWASP Password Storage, ASVS 5.0 appendix C: Argon2id, 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const longest = { codePoints: 256, bytes: 1024 };
const parallelHashes = availableParallelism() * 2;

let running = 0;
const waiting: (() => void)[] = [];

/** False for a password that is too long. It is refused before any hashing. */
export function isHashablePassword(input: unknown): input is string {
  return (
    typeof input === "string" && Buffer.byteLength(input) <= longest.bytes && [...input].length <= longest.codePoints
  );
}

/** PHC string of the password, NFC-normalised. At most two hashes per core run at once; the others wait. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize("NFC"), parameters));
}

/** Whether the password matches. With `stored` null it does the same work against a hash that no password matches. */
export async function checkPassword(stored: string | null, password: string): Promise<boolean> {
  const target = stored ?? (await dummyHash());
  const fits = await inTurn(() => verify(target, password.normalize("NFC")));
  return fits && stored !== null;
}

/** Identifies a password hash without revealing it. Base64url. */
export function fingerprintOf(passwordHash: string): string {
  return createHash("sha256").update(passwordHash).digest("base64url");
}

let dummy: Promise<string> | undefined;

/**
 * Made with the current parameters, so that an unknown account costs as much as a known one. It is made at the start,
 * so that this is true for the first request too.
 */
export function dummyHash(): Promise<string> {
  dummy ??= hashPassword(crypto.randomUUID());
  return dummy;
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= parallelHashes) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
