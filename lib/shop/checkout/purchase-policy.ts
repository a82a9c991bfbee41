import type { PolicyRule } from "@/lib/two-factor/index";

/** What is known of a purchase when it is decided on. Amounts in minor units of its one currency. */
export type PurchaseFacts = {
  amountMinor: number;
  /** Everything spent in the last 24 h, this purchase included. */
  spentTodayMinor: number;
  /** How often something was ordered in the last 24 h, this time included. */
  countToday: number;
  /** No paid order ever went to this address. */
  newDeliveryAddress: boolean;
  addressChangedDaysAgo?: number;
};

/** Why one purchase in particular needs a code; each has its words under `checkout.reason`. */
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
 * Every purchase asks for a code, also where no rule holds; these say why this one in particular, and where it ends.
 * Drawn as a table in docs/flow.md.
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

/** The exemption of small amounts of PSD2 RTS article 16: per purchase, per day and by count. */
const lowValue: PurchaseRule = {
  when: {
    amountMinor: { atMost: 3000 },
    spentTodayMinor: { atMost: 10_000 },
    approvalsWithoutCodeToday: { under: 5 },
  },
  demand: "none",
  because: "low-value",
};

/** What is asked of a purchase. Where small ones are exempt, they still are only if none of the other rules holds. */
export function purchasePolicy({ exemptsLowValue }: { exemptsLowValue: boolean }): readonly PurchaseRule[] {
  return exemptsLowValue ? [...rules, lowValue] : rules;
}
