import type { PolicyRule } from "@/lib/two-factor/index";

/** The facts that decide about a purchase. Amounts are in minor units of its currency. */
export type PurchaseFacts = {
  amountMinor: number;
  /** The sum spent in the last 24 h, this purchase included. */
  spentTodayMinor: number;
  /** The number of orders in the last 24 h, this one included. */
  countToday: number;
  /** Whether this is the first order to this address. */
  newDeliveryAddress: boolean;
  addressChangedDaysAgo?: number;
};

/** The reasons why a purchase needs a code. Each has its text under `checkout.reason`. */
export const purchaseReasons = [
  "amount",
  "spent-today",
  "count-today",
  "new-delivery-address",
  "address-changed-recently",
] as const;
type Reason = (typeof purchaseReasons)[number] | "new-browser" | "low-value";
type PurchaseRule = PolicyRule<PurchaseFacts> & { because: Reason };

/**
 * Every purchase asks for a code, also when no rule holds. A rule gives the reason for this purchase, or forbids it.
 * docs/flow.md has them as a table.
 */
const rules: readonly PurchaseRule[] = [
  { when: { spentTodayMinor: { over: 1_000_000 } }, demand: "deny", because: "spent-today" },
  { when: { newDeliveryAddress: true }, demand: "code", because: "new-delivery-address" },
  { when: { addressChangedDaysAgo: { under: 7 } }, demand: "code", because: "address-changed-recently" },
  { when: { amountMinor: { over: 50_000 } }, demand: "code", because: "amount" },
  { when: { spentTodayMinor: { over: 100_000 } }, demand: "code", because: "spent-today" },
  { when: { countToday: { over: 5 } }, demand: "code", because: "count-today" },
  { when: { browserKnownDays: { under: 1 } }, demand: "code", because: "new-browser" },
];

/** The exemption for small amounts of PSD2 RTS article 16: per purchase, per day and by count. */
const lowValue: PurchaseRule = {
  when: {
    amountMinor: { atMost: 3000 },
    spentTodayMinor: { atMost: 10_000 },
    approvalsWithoutCodeToday: { under: 5 },
  },
  demand: "none",
  because: "low-value",
};

/** The decision about a purchase. A small purchase is exempt only if the exemption is on and no other rule holds. */
export function purchasePolicy({ exemptsLowValue }: { exemptsLowValue: boolean }): readonly PurchaseRule[] {
  return exemptsLowValue ? [...rules, lowValue] : rules;
}
