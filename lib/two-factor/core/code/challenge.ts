import type { Refusal } from "@/lib/two-factor/core/refusal";

/** States of a challenge. `pending` is the only one that can still be answered; drawn in docs/flow.md. */
export const challengeStates = ["pending", "answered", "exhausted", "expired", "superseded", "revoked"] as const;
export type ChallengeState = (typeof challengeStates)[number];

/** What may follow what. Everything but `pending` is an end. */
export const challengeTransitions = {
  pending: ["answered", "exhausted", "expired", "superseded", "revoked"],
  answered: [],
  exhausted: [],
  expired: [],
  superseded: [],
  revoked: [],
} as const satisfies Record<ChallengeState, readonly ChallengeState[]>;

/** Why a challenge in this state takes no answer; null while it does. */
export function refusalOfState(state: ChallengeState): Refusal | null {
  switch (state) {
    case "pending":
      return null;
    case "expired":
      return { code: "expired" };
    case "exhausted":
      return { code: "exhausted" };
    case "answered":
    case "superseded":
    case "revoked":
      return { code: "no-code" };
  }
}
