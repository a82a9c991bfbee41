import type { PolicyRule } from "@/lib/two-factor/index";

const action = "place-order";

/**
 * Every purchase asks for a code, also where no rule holds; these say why this one in particular, and where it ends.
 * Amounts in minor units. `lowValueExemption(action)` would let small ones pass: off.
 */
export const purchasePolicy: readonly PolicyRule[] = [
  { action, when: { spentTodayMinor: { over: 1_000_000 } }, demand: "deny", because: "spent-today" },
  { action, when: { newDeliveryAddress: true }, demand: "code", because: "new-delivery-address" },
  { action, when: { amountMinor: { over: 50_000 } }, demand: "code", because: "amount" },
  { action, when: { browserKnownDays: { under: 1 } }, demand: "code", because: "new-browser" },
];
