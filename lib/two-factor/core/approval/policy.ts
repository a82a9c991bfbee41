/** Which action asks for what, as data. An application adds rules; none can take away what another demands. */

/** What is known about an action when it is decided on. Money in minor units of one currency; absent means unknown. */
export type Facts = {
  amountMinor?: number;
  /** Everything spent in the last 24 h, this purchase included. */
  spentTodayMinor?: number;
  /** How often this was done in the last 24 h, this time included. */
  countToday?: number;
  /** Nothing was ever sent to this address. */
  newDeliveryAddress?: boolean;
  addressChangedDaysAgo?: number;
  /** Days since this browser first signed in to the account; 0 on the first day. Known by the add-on itself. */
  browserKnownDays?: number;
  /** Executed without a code in the last 24 h. Known by the add-on itself. */
  approvalsWithoutCodeToday?: number;
};

/** Bounds of a number; all that are given must hold. */
export type Range = { over?: number; atMost?: number; under?: number };

/** Holds when every fact named is known and within its bounds. An empty condition always holds. */
export type Condition = { [Fact in keyof Facts]?: Facts[Fact] extends boolean | undefined ? boolean : Range };

export const reasonKeys = [
  "always",
  "amount",
  "spent-today",
  "count-today",
  "new-delivery-address",
  "address-changed-recently",
  "new-browser",
  "low-value",
] as const;
/** Why something was decided so, as a key of the message catalogue. */
export type ReasonKey = (typeof reasonKeys)[number];

export type Demand = "none" | "code" | "deny";
export type PolicyRule = { action: string; when: Condition; demand: Demand; because: ReasonKey };
export type Decision = { demand: Demand; reasons: ReasonKey[] };

/** What holds where an action brings no rules of its own: a code for everything, always. */
export const defaultPolicy: readonly PolicyRule[] = [];

/**
 * A low-value exemption after PSD2 RTS article 16: per purchase, per day and by count. Off, since nothing uses it until
 * an application adds it to an action's rules. Any rule that demands a code outranks it.
 */
export function lowValueExemption(action: string): PolicyRule {
  const when = {
    amountMinor: { atMost: 3000 },
    spentTodayMinor: { atMost: 10_000 },
    approvalsWithoutCodeToday: { under: 5 },
  };
  return { action, when, demand: "none", because: "low-value" };
}

/**
 * The strongest demand of all rules that hold: deny, else code, else none; a code where no rule holds at all.
 * `reasons` are those of the rules that decided, in the order in which the rules are written.
 */
export function decide(rules: readonly PolicyRule[], action: string, facts: Facts): Decision {
  const holding = rules.filter((rule) => (rule.action === "*" || rule.action === action) && holds(rule.when, facts));
  const demand = strongest.find((each) => holding.some((rule) => rule.demand === each));
  if (!demand) return { demand: "code", reasons: ["always"] };
  const reasons = holding.filter((rule) => rule.demand === demand).map(({ because }) => because);
  return { demand, reasons: [...new Set(reasons)] };
}

const strongest: readonly Demand[] = ["deny", "code", "none"];

function holds(condition: Condition, facts: Facts): boolean {
  return Object.entries(condition).every(([name, bound]) => {
    const fact = facts[name as keyof Facts];
    if (typeof bound === "boolean") return fact === bound;
    return typeof fact === "number" && isWithin(bound, fact);
  });
}

function isWithin({ over, atMost, under }: Range, fact: number): boolean {
  if (over !== undefined && !(fact > over)) return false;
  if (atMost !== undefined && !(fact <= atMost)) return false;
  return under === undefined || fact < under;
}
