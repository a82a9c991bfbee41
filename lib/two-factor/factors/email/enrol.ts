import { type Authenticator, unproved } from "@/lib/two-factor/core/factor/records";
import { facts } from "@/lib/two-factor/factors/email/words";

/** A new address, for the code that proves it: until then a person claims it, and it may be a stranger's. */
export function enrol(address: string): Authenticator {
  return { id: unproved, factor: facts.name, address };
}
