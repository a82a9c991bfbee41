import { describe, expect, it } from "vitest";
import { decide, type PolicyRule } from "@/lib/two-factor/core/approval/policy";

type Payment = { amount: number; paidToday: number; newPayee: boolean };
const exemption: PolicyRule<Payment> = {
  when: { amount: { atMost: 3000 }, paidToday: { atMost: 10_000 }, approvalsWithoutCodeToday: { under: 5 } },
  demand: "none",
  because: "small",
};
const small = { amount: 3000, paidToday: 10_000, approvalsWithoutCodeToday: 4 };
const newPayee: PolicyRule<Payment> = { when: { newPayee: true }, demand: "code", because: "new-payee" };
const large: PolicyRule<Payment> = { when: { amount: { over: 3000 } }, demand: "code", because: "amount" };
const tooMuch: PolicyRule<Payment> = { when: { paidToday: { over: 500_000 } }, demand: "deny", because: "paid-today" };

describe("policy", () => {
  it("asks for a code where no rule holds", () => {
    expect(decide([], {})).toEqual({ demand: "code", reasons: ["always"] });
    expect(decide([large, tooMuch], small)).toEqual({ demand: "code", reasons: ["always"] });
  });

  it("gives every reason of those who decided, each once", () => {
    const facts = { amount: 9000, newPayee: true };
    expect(decide([large, newPayee, large], facts)).toEqual({ demand: "code", reasons: ["amount", "new-payee"] });
  });

  it("takes the strongest demand, however the rules are ordered", () => {
    const facts = { ...small, paidToday: 500_001, newPayee: true };
    for (const rules of [
      [exemption, newPayee, tooMuch],
      [tooMuch, newPayee, exemption],
    ]) {
      expect(decide(rules, facts)).toEqual({ demand: "deny", reasons: ["paid-today"] });
      expect(decide(rules, { ...small, newPayee: true }).demand).toBe("code");
    }
  });

  it("exempts small amounts up to the last cent, and not one payment more", () => {
    expect(decide([exemption], small)).toEqual({ demand: "none", reasons: ["small"] });
    expect(decide([exemption], { ...small, amount: 3001 }).demand).toBe("code");
    expect(decide([exemption], { ...small, paidToday: 10_001 }).demand).toBe("code");
    expect(decide([exemption], { ...small, approvalsWithoutCodeToday: 5 }).demand).toBe("code");
  });

  it("holds over a bound, and not at it", () => {
    expect(decide([tooMuch], { paidToday: 500_000 }).demand).toBe("code");
    expect(decide([tooMuch], { paidToday: 500_001 }).demand).toBe("deny");
  });

  // Attack: let a fact go missing, or make it no number, so that a bound is not looked at.
  // A rule holds only where everything it names is known and within its bounds.
  it("exempts nothing that it does not know", () => {
    const { amount, paidToday } = small;
    expect(decide([exemption], { amount, paidToday }).demand).toBe("code");
    expect(decide([exemption], { ...small, amount: Number.NaN }).demand).toBe("code");
    expect(decide([exemption], { ...small, amount: true }).demand).toBe("code");
    expect(decide([newPayee], {}).reasons).toEqual(["always"]);
    expect(decide([{ ...newPayee, when: { toString: true } }], {}).reasons).toEqual(["always"]);
  });

  it("has no rule on a fact that the action does not know", () => {
    // @ts-expect-error A slip of the pen would be a rule that never holds.
    const rule: PolicyRule<Payment> = { when: { amuont: { over: 1 } }, demand: "code", because: "amount" };
    expect(decide([rule], { amount: 9000 }).reasons).toEqual(["always"]);
  });
});
