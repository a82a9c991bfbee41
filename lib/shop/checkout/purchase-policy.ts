import { lowValueExemption, type PolicyRule } from "@/lib/two-factor/index";

const action = "place-order";

/**
 * Every purchase asks for a code, also where no rule holds; these say why this one in particular, and where it ends.
 * Amounts in minor units. Drawn as a table in docs/flow.md.
 */
const rules: readonly PolicyRule[] = [
  { action, when: { spentTodayMinor: { over: 1_000_000 } }, demand: "deny", because: "spent-today" },
  { action, when: { newDeliveryAddress: true }, demand: "code", because: "new-delivery-address" },
  { action, when: { addressChangedDaysAgo: { under: 7 } }, demand: "code", because: "address-changed-recently" },
  { action, when: { amountMinor: { over: 50_000 } }, demand: "code", because: "amount" },
  { action, when: { spentTodayMinor: { over: 100_000 } }, demand: "code", because: "spent-today" },
  { action, when: { countToday: { over: 5 } }, demand: "code", because: "count-today" },
  { action, when: { browserKnownDays: { under: 1 } }, demand: "code", because: "new-browser" },
];

/** What is asked of a purchase. Where small ones are exempt, they still are only if none of the other rules holds. */
export function purchasePolicy({ exemptsLowValue }: { exemptsLowValue: boolean }): readonly PolicyRule[] {
  return exemptsLowValue ? [...rules, lowValueExemption(action)] : rules;
}
