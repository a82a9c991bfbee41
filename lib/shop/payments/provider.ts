/** A payment provider, as the shop needs it. Calls may be repeated: one key moves the money at most once. */
export type Charge = { key: string; amountMinor: number; currency: string };

/** `unknown`: no answer in time, so the money may have been taken. Ask again with the same key to find out. */
export type Charged =
  | { state: "captured"; paymentId: string }
  | { state: "declined" }
  | { state: "unknown"; because: "timeout" | "unreachable" };

export type Authorised =
  | { state: "authorised"; paymentId: string }
  | { state: "declined" }
  | { state: "unknown"; because: "timeout" | "unreachable" };

export interface PaymentProvider {
  /** Sets the money aside. Throws RangeError if the key was used for another amount before. */
  authorise(charge: Charge): Promise<Authorised>;
  /** Takes the money that was set aside under this key. */
  capture(charge: Charge): Promise<Charged>;
}

/** Sets the money aside and takes it. A repeated call returns the result of the first. */
export async function charge(provider: PaymentProvider, order: Charge): Promise<Charged> {
  const authorised = await provider.authorise(order);
  return authorised.state === "authorised" ? provider.capture(order) : authorised;
}
