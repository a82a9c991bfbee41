import { canonicalJson, type Json } from "@/lib/two-factor/core/json";

/** States of an approval. `proposed` is the only one that can still be approved; drawn in docs/flow.md. */
export const approvalStates = ["proposed", "executed", "declined", "expired", "void"] as const;
export type ApprovalState = (typeof approvalStates)[number];
export type EndedApprovalState = Exclude<ApprovalState, "proposed">;

/** What may follow what. Everything but `proposed` is an end. */
export const approvalTransitions = {
  proposed: ["executed", "declined", "expired", "void"],
  executed: [],
  declined: [],
  expired: [],
  void: [],
} as const satisfies Record<ApprovalState, readonly ApprovalState[]>;

/**
 * Why an approval is void: something it described changed, it cannot be done any more, policy forbids it now, a newer one
 * took its place, or its session is over. The last is never written down: it is what a later session reads.
 */
export const voidReasons = ["changed", "not-possible", "denied", "replaced", "session-ended"] as const;
export type VoidReason = (typeof voidReasons)[number];

/** One line of what a person approves: finished text in their language, sealed as shown. `id` is unique in its list. */
export type Line = { id: string; label: string; value: string };

/** How a line differs now. `was` is null for a new line, `now` for one that is gone. */
export type Change = { id: string; label: string; was: string | null; now: string | null };

/** What an approval will run with: the validated input, and what it locks against change. */
export type Sealed = { input: Json; binds: Json };

const idForm = /^[A-Za-z0-9_-]{1,64}$/;

/** Whether it could be an approval's id. It comes out of an address, and the database cannot even compare some texts. */
export function isApprovalId(text: string): boolean {
  return idForm.test(text);
}

/** Why an approval in this state takes no answer; null while it does. */
export function refusalOfApprovalState(
  state: ApprovalState,
): { code: "approval-over"; state: EndedApprovalState } | null {
  return state === "proposed" ? null : { code: "approval-over", state };
}

/** What a person has to be told before they may approve again: every line that is new, gone or different. */
export function changesBetween(then: readonly Line[], now: readonly Line[]): Change[] {
  const before = new Map(then.map((line) => [line.id, line]));
  const after = new Set(now.map(({ id }) => id));
  const newOrDifferent = now.flatMap(({ id, label, value }) => {
    const was = before.get(id);
    if (was?.value === value && was.label === label) return [];
    return [{ id, label, was: was?.value ?? null, now: value }];
  });
  const gone = then.flatMap(({ id, label, value }) => (after.has(id) ? [] : [{ id, label, was: value, now: null }]));
  return [...newOrDifferent, ...gone];
}

/** Whether what is described now is exactly what was sealed: the same lines in the same order, the same bound facts. */
export function isAsSealed(then: { lines: Line[]; binds: Json }, now: { lines: Line[]; binds: Json }): boolean {
  return textOf(then) === textOf(now);
}

function textOf({ lines, binds }: { lines: Line[]; binds: Json }): string {
  return canonicalJson([lines.map(({ id, label, value }) => [id, label, value]), binds]);
}
