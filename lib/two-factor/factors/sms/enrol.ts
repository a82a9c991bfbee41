import { type Authenticator, unproved } from "@/lib/two-factor/core/factor/records";
import { facts } from "@/lib/two-factor/factors/sms/words";

/** A new number in E.164, for the code that proves it: until then a person claims it, and it may be a stranger's. */
export function enrol(number: string): Authenticator {
  return { id: unproved, factor: facts.name, address: number };
}
