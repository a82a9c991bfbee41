import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ApprovalState,
  approvalStates,
  approvalTransitions,
  changesBetween,
  isAsSealed,
  refusalOfApprovalState,
} from "@/lib/two-factor/core/approval/approval";

const line = (id: string, value: string, label = id) => ({ id, label, value });
const lines = fc.uniqueArray(
  fc.record({ id: fc.constantFrom("a", "b", "c"), label: fc.string(), value: fc.string() }),
  {
    selector: ({ id }) => id,
  },
);

describe("states of an approval", () => {
  it("lead from proposed to an end, and nowhere else", () => {
    const edges = approvalStates.flatMap((from) => approvalTransitions[from].map((to): ApprovalState[] => [from, to]));
    expect(edges).toEqual(["executed", "declined", "expired", "void"].map((to) => ["proposed", to]));
  });

  it("refuse an answer in every state but proposed, and say which", () => {
    const refused = approvalStates.map((state) => refusalOfApprovalState(state));
    expect(refused).toEqual([null, ...approvalStates.slice(1).map((state) => ({ code: "approval-over", state }))]);
  });
});

describe("changes", () => {
  it("tell what is different, what is new and what is gone", () => {
    const then = [line("total", "49.90"), line("item", "Lamp"), line("gift", "yes")];
    const now = [line("total", "89.90"), line("item", "Lamp"), line("address", "Main Street 1")];
    expect(changesBetween(then, now)).toEqual([
      { id: "total", label: "total", was: "49.90", now: "89.90" },
      { id: "address", label: "address", was: null, now: "Main Street 1" },
      { id: "gift", label: "gift", was: "yes", now: null },
    ]);
  });

  it("notice that only a label is different", () => {
    expect(changesBetween([line("a", "1", "Total")], [line("a", "1", "Discount")])).toHaveLength(1);
  });

  it("are none exactly where the lines are the same but for their order", () => {
    fc.assert(
      fc.property(lines, lines, (then, now) => {
        const sorted = (list: typeof then) =>
          JSON.stringify([...list].sort((one, other) => (one.id < other.id ? -1 : 1)));
        expect(changesBetween(then, now).length === 0).toBe(sorted(then) === sorted(now));
      }),
    );
  });
});

// Attack: keep every shown line and change something beneath, such as the account that gets the money; or the other
// way round. Only what is the same in both, in the same order, may run.
describe("what is as sealed", () => {
  it("is what has the same lines in the same order and the same bound facts", () => {
    const sealed = { lines: [line("a", "1"), line("b", "2")], binds: { payee: "shop", items: ["x", "y"] } };
    expect(isAsSealed(sealed, { lines: [...sealed.lines], binds: { items: ["x", "y"], payee: "shop" } })).toBe(true);
    expect(isAsSealed(sealed, { ...sealed, lines: [...sealed.lines].reverse() })).toBe(false);
    expect(isAsSealed(sealed, { ...sealed, binds: { payee: "thief", items: ["x", "y"] } })).toBe(false);
    expect(isAsSealed(sealed, { ...sealed, binds: { payee: "shop", items: ["y", "x"] } })).toBe(false);
    expect(isAsSealed(sealed, { ...sealed, lines: [line("a", "1"), line("b", "2 ")] })).toBe(false);
    expect(isAsSealed(sealed, { ...sealed, lines: [line("a", "1"), line("b", "2", "other")] })).toBe(false);
  });

  it("has no changes to tell, whatever the lines", () => {
    fc.assert(
      fc.property(lines, lines, (then, now) => {
        if (isAsSealed({ lines: then, binds: null }, { lines: now, binds: null })) {
          expect(changesBetween(then, now)).toEqual([]);
        }
      }),
    );
  });
});
