import { describe, expect, it } from "vitest";
import { decide, lowValueExemption, type PolicyRule } from "@/lib/two-factor/core/approval/policy";

const exemption = lowValueExemption("buy");
const small = { amountMinor: 3000, spentTodayMinor: 10_000, approvalsWithoutCodeToday: 4 };
const newAddress: PolicyRule = {
  action: "buy",
  when: { newDeliveryAddress: true },
  demand: "code",
  because: "new-delivery-address",
};
const large: PolicyRule = { action: "*", when: { amountMinor: { over: 3000 } }, demand: "code", because: "amount" };
const tooMuch: PolicyRule = {
  action: "buy",
  when: { spentTodayMinor: { over: 500_000 } },
  demand: "deny",
  because: "spent-today",
};

describe("policy", () => {
  it("asks for a code where no rule holds", () => {
    expect(decide([], "buy", {})).toEqual({ demand: "code", reasons: ["always"] });
    expect(decide([exemption], "rename", small)).toEqual({ demand: "code", reasons: ["always"] });
  });

  it("gives every reason of those who decided, each once", () => {
    const facts = { amountMinor: 9000, newDeliveryAddress: true };
    expect(decide([large, newAddress, large], "buy", facts)).toEqual({
      demand: "code",
      reasons: ["amount", "new-delivery-address"],
    });
  });

  it("takes the strongest demand, however the rules are ordered", () => {
    const facts = { ...small, spentTodayMinor: 500_001, newDeliveryAddress: true };
    for (const rules of [
      [exemption, newAddress, tooMuch],
      [tooMuch, newAddress, exemption],
    ]) {
      expect(decide(rules, "buy", facts)).toEqual({ demand: "deny", reasons: ["spent-today"] });
      expect(decide(rules, "buy", { ...small, newDeliveryAddress: true }).demand).toBe("code");
    }
  });

  it("exempts low values up to the last cent, and not one purchase more", () => {
    expect(decide([exemption], "buy", small)).toEqual({ demand: "none", reasons: ["low-value"] });
    expect(decide([exemption], "buy", { ...small, amountMinor: 3001 }).demand).toBe("code");
    expect(decide([exemption], "buy", { ...small, spentTodayMinor: 10_001 }).demand).toBe("code");
    expect(decide([exemption], "buy", { ...small, approvalsWithoutCodeToday: 5 }).demand).toBe("code");
  });

  it("holds over a bound, and not at it", () => {
    expect(decide([tooMuch], "buy", { spentTodayMinor: 500_000 }).demand).toBe("code");
    expect(decide([tooMuch], "buy", { spentTodayMinor: 500_001 }).demand).toBe("deny");
  });

  // Attack: let a fact go missing, or make it no number, so that a bound is not looked at.
  // A rule holds only where everything it names is known and within its bounds.
  it("exempts nothing that it does not know", () => {
    const { amountMinor, spentTodayMinor } = small;
    expect(decide([exemption], "buy", { amountMinor, spentTodayMinor }).demand).toBe("code");
    expect(decide([exemption], "buy", { ...small, amountMinor: Number.NaN }).demand).toBe("code");
    expect(decide([newAddress], "buy", {}).reasons).toEqual(["always"]);
  });
});
