import type { FactorView } from "@/lib/two-factor/flows/factor/ports";

/** A person types, and nothing but the account's own limits is ever in the way of an e-mail. */
export async function view(): Promise<FactorView> {
  return { hindrance: null, ceremony: null };
}
