/** What the shop asks of whoever moves the money. Every call may be repeated: the same key never moves it twice. */
export type Charge = { key: string; amountMinor: number; currency: string };

/** `unknown`: no answer in time. The money may or may not have been taken; asking again with the same key tells. */
export type Charged =
  | { state: "captured"; paymentId: string }
  | { state: "declined" }
  | { state: "unknown"; because: "timeout" | "unreachable" };

export type Authorised =
  | { state: "authorised"; paymentId: string }
  | { state: "declined" }
  | { state: "unknown"; because: "timeout" | "unreachable" };

export interface PaymentProvider {
  /** Sets the money aside. Throws RangeError when the key was used for another amount before. */
  authorise(charge: Charge): Promise<Authorised>;
  /** Takes what was set aside under this key. */
  capture(charge: Charge): Promise<Charged>;
}

/** Sets aside and takes. Repeating it finds out what became of the first time. */
export async function charge(provider: PaymentProvider, order: Charge): Promise<Charged> {
  const authorised = await provider.authorise(order);
  return authorised.state === "authorised" ? provider.capture(order) : authorised;
}
