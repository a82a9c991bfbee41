/** Every limit in one place, with its source. docs/threat-model.md carries the table; a test compares them. */
export const defaultLimits = {
  code: {
    digits: 6,
    /** NIST SP 800-63B-4 section 3.1.3.2 allows ten. */
    lifetimeMinutes: 5,
    wrongAnswers: 5,
  },
  budget: {
    /** 0.73 % a year for someone who holds the password; see docs/threat-model.md. */
    wrongAnswersPerDay: 20,
    /** NIST SP 800-63B-4 section 3.2.2 allows 100. */
    consecutiveWrongAnswers: 50,
  },
  sending: {
    coolDownSeconds: 60,
    perAccountPerHour: 5,
    perAccountPerDay: 10,
    perDestinationPerDay: 10,
    /** To an address that an account only claims, over all accounts. */
    perUnprovedDestinationPerDay: 5,
    perClientAddressPerHour: 20,
  },
  /** On top of these, for codes by SMS: part of what each costs goes to the owner of the number (SMS pumping; OWASP ASVS 2.4.1). */
  sms: {
    /** To numbers that differ in their last three digits alone. */
    perNumberPrefixPerHour: 10,
    /** In whatever unit one counts money in; 1 counts SMS. */
    costPerSms: 1,
    /** All SMS of a day together: the most that a fraud can take. */
    costPerDay: 500,
    /** How many of the newest SMS to a country are looked at, none of them older than a day. */
    sampleSms: 30,
    /** Below this share of answered ones the country pauses. Honest people answer nearly all. */
    answeredPercent: 20,
    /** From a pause to the one SMS that tries again. */
    pauseMinutes: 30,
  },
  requests: {
    /** Password and code posts of one client address. */
    signInsPerClientAddressPerMinute: 30,
    answersPerClientAddressPerMinute: 30,
  },
  /** Over all accounts: beyond it the operator is told. 500 a day are 0.18 accounts opened by luck a year. */
  alarm: { wrongAnswersPerDay: 500 },
  pendingSignIn: { lifetimeMinutes: 10 },
  approval: {
    lifetimeMinutes: 10,
    /** Proposals, answered or not: each one is a row, and may be a message. */
    perSessionPerHour: 60,
    /** All sessions together. */
    perAccountPerHour: 300,
  },
  session: {
    lifetimeHours: 24,
    idleMinutes: 60,
    /** How long a browser that signed in stays known to its account after the session's end. */
    rememberedDays: 90,
    /** After so many sign-ins from new browsers within a day the account is told of no further one. */
    newBrowserNoticesPerDay: 10,
  },
} as const;

type Numbers<T> = { readonly [Key in keyof T]: T[Key] extends number ? number : Numbers<T[Key]> };
export type Limits = Numbers<typeof defaultLimits>;

/** What no configuration may exceed: beyond it a guesser gains more than 1 % a year, or a standard's "shall" is broken. */
export const ceilings = {
  "code.lifetimeMinutes": 10,
  "code.wrongAnswers": 5,
  "budget.wrongAnswersPerDay": 27,
  "budget.consecutiveWrongAnswers": 100,
} as const;

/** One line per limit that is no positive whole number or exceeds its ceiling; empty when all is well. */
export function faultsOfLimits(limits: Limits): string[] {
  const all = Object.entries(limits).flatMap(([group, values]) =>
    Object.entries(values).map(([name, value]): [string, number] => [`${group}.${name}`, value]),
  );
  const faults = all.flatMap(([name, value]) => {
    if (!Number.isSafeInteger(value) || value < 1) return [`limits.${name}: must be a positive whole number`];
    const ceiling = ceilings[name as keyof typeof ceilings];
    return value > ceiling ? [`limits.${name}: must be at most ${ceiling}`] : [];
  });
  const { costPerSms, costPerDay, answeredPercent } = limits.sms;
  if (costPerSms > costPerDay) faults.push("limits.sms.costPerSms: must be at most costPerDay");
  if (answeredPercent > 100) faults.push("limits.sms.answeredPercent: must be at most 100");
  return limits.code.digits === 6 ? faults : [...faults, "limits.code.digits: must be 6"];
}
