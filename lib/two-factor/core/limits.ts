/** Every limit in one place, with its source. docs/threat-model.md carries the table; a test compares them. */
export type Limits = typeof defaultLimits;

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
    perClientAddressPerHour: 20,
  },
  requests: {
    /** Password and code posts of one client address. */
    signInsPerClientAddressPerMinute: 30,
    answersPerClientAddressPerMinute: 30,
  },
  pendingSignIn: { lifetimeMinutes: 10 },
  session: { lifetimeHours: 24, idleMinutes: 60 },
} as const;
