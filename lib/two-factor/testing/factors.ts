import { createHash } from "node:crypto";
import type { Authenticator } from "@/lib/two-factor/core/factor/records";
import { unproved } from "@/lib/two-factor/core/factor/records";
import type { Json } from "@/lib/two-factor/core/json";
import type { FactorFolder } from "@/lib/two-factor/factors/folder";
import type { Factor } from "@/lib/two-factor/flows/factor/ports";
import { sql } from "@/lib/two-factor/store/sql/sql";

/*
 * Three factors that only tests have. They send nothing, and stand for what is to come: a clock that two sides share, as
 * an authenticator app; a key that signs, as a passkey; a paper, as a recovery code. None is any good as a proof.
 */

const nothingToShow = { hindrance: null, ceremony: null };

const quiet: Pick<Factor, "mask" | "begin" | "view"> = {
  mask: () => null,
  begin: async () => ({ ok: true, expected: null, reference: null, message: null, giveBack: async () => undefined }),
  view: async () => nothingToShow,
};

/** Right is the minute of the database's clock or the one before, each once. The last one is kept with the authenticator. */
export const clock: FactorFolder = {
  facts: { name: "clock", channel: null, purposes: ["sign-in", "approve"], isGuessable: true },
  create: () => ({
    ...clock.facts,
    ...quiet,
    enrol: enrolled("clock"),
    read: (given) => (typeof given === "string" && /^minute \d+$/.test(given) ? Number(given.slice(7)) : undefined),
    verify: async ({ answer, reserved }) => {
      const minutesAgo = minuteOf(reserved.at) - Number(answer);
      const isRight = (minutesAgo === 0 || minutesAgo === 1) && lastOf(reserved.kept) < Number(answer);
      return isRight ? { ok: true, adds: ["otp", "mfa"], spends: answer } : { ok: false };
    },
  }),
  spend: (minute, open) => sql`
    UPDATE two_factor_authenticator AS t SET kept = jsonb_build_object('last', ${Number(minute)}::int)
    FROM ${open} AS c
    WHERE t.id = c.authenticator_id AND coalesce((t.kept ->> 'last')::int, 0) < ${Number(minute)}::int
    RETURNING t.id`,
};

export function minuteOf(at: Date): number {
  return Math.floor(at.getTime() / 60_000);
}

/** Right is a signature over what the challenge is tied to. It cannot be guessed. */
export const key: FactorFolder = {
  facts: { name: "key", channel: null, purposes: ["sign-in", "approve"], isGuessable: false },
  create: () => ({
    ...key.facts,
    ...quiet,
    enrol: enrolled("key"),
    view: async ({ live }) => ({ ...nothingToShow, ceremony: live && { sign: live.id } }),
    read: (given) => (isSigned(given) ? given.signed : undefined),
    verify: async ({ answer, challenge, bindingDigest }) =>
      answer === signed(challenge.id, bindingDigest) ? { ok: true, adds: ["mfa"], spends: null } : { ok: false },
  }),
};

/** As the key signs; only it could. */
export function signed(challengeId: string, bindingDigest: string): string {
  return createHash("sha256").update(`${challengeId} ${bindingDigest}`).digest("hex");
}

/** Proves a sign-in and nothing else, as a printed code would. */
export const paper: FactorFolder = {
  facts: { name: "paper", channel: null, purposes: ["sign-in"], isGuessable: false },
  create: () => ({
    ...paper.facts,
    ...quiet,
    enrol: enrolled("paper"),
    read: (given) => (given === "as printed" ? given : undefined),
    verify: async () => ({ ok: true, adds: [], spends: null }),
  }),
};

function enrolled(factor: string) {
  return (claim: string): Authenticator => ({ id: unproved, factor, address: claim });
}

function lastOf(kept: Json): number {
  return kept !== null && typeof kept === "object" && !Array.isArray(kept) ? Number(kept.last ?? 0) : 0;
}

function isSigned(given: unknown): given is { signed: string } {
  return typeof given === "object" && given !== null && "signed" in given && typeof given.signed === "string";
}
