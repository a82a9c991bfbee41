/** Which action asks for what, as data. An action brings its own facts and rules; no rule takes away what another demands. */

/** What an action knows about itself when it is decided on, under names of its own. Absent means unknown. */
export type Facts = { readonly [name: string]: number | boolean | undefined };

/** What the add-on knows about every action. A fact of the action's own never takes its place. */
export type KnownFacts = {
  /** Days since this browser first signed in to the account; 0 on the first day. */
  browserKnownDays: number;
  /** Executed without a code in the last 24 h. */
  approvalsWithoutCodeToday: number;
};

/** Bounds of a number; all that are given must hold. */
export type Range = { over?: number; atMost?: number; under?: number };

type Bound<Value> = (number extends Value ? Range : never) | (boolean extends Value ? boolean : never);

/** Holds when every fact named is known and within its bounds. An empty condition always holds. */
export type Condition<F extends Facts = Facts> = {
  readonly [Name in keyof (F & KnownFacts)]?: Bound<(F & KnownFacts)[Name]>;
};

export type Demand = "none" | "code" | "deny";

/**
 * One rule of an action. `because` is a word of the action's own, which it explains to the person; "always" and
 * "new-browser" are explained by the add-on. With `F`, a rule on a fact that the action does not have does not compile.
 */
export type PolicyRule<F extends Facts = Facts> = { when: Condition<F>; demand: Demand; because: string };

export type Decision = { demand: Demand; reasons: string[] };

/**
 * The strongest demand of all rules that hold: deny, else code, else none; a code where no rule holds at all.
 * `reasons` are those of the rules that decided, in the order in which the rules are written.
 */
export function decide(rules: readonly PolicyRule[], facts: Facts): Decision {
  const holding = rules.filter(({ when }) => holds(when, facts));
  const demand = strongest.find((each) => holding.some((rule) => rule.demand === each));
  if (!demand) return { demand: "code", reasons: ["always"] };
  const reasons = holding.filter((rule) => rule.demand === demand).map(({ because }) => because);
  return { demand, reasons: [...new Set(reasons)] };
}

const strongest: readonly Demand[] = ["deny", "code", "none"];

function holds(condition: Condition, facts: Facts): boolean {
  return Object.entries(condition).every(([name, bound]) => {
    const fact = facts[name];
    if (typeof bound !== "object") return fact === bound;
    return typeof fact === "number" && isWithin(bound, fact);
  });
}

function isWithin({ over, atMost, under }: Range, fact: number): boolean {
  if (over !== undefined && !(fact > over)) return false;
  if (atMost !== undefined && !(fact <= atMost)) return false;
  return under === undefined || fact < under;
}
