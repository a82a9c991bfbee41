/**
 * A kind of proof, called as its folder in factors/ and as rows call it: "email", "sms". Open: which ones there are, the
 * list of factors says, and an application may leave some out.
 */
export type FactorName = string;

/** One concrete thing a person registered: this address, this phone. */
export type Authenticator = {
  id: string;
  factor: FactorName;
  /** Where its messages go; null where its factor sends none. */
  address: string | null;
};

/** Stands for the id of an authenticator that is still to be proved: a person claims it, and it is not theirs yet. */
export const unproved = "to-be-proved";
