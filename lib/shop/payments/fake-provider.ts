import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Authorised, Charge, Charged, PaymentProvider } from "./provider";

const entry = z.object({
  state: z.enum(["authorised", "captured", "declined"]),
  amountMinor: z.int(),
  currency: z.string(),
  paymentId: z.string(),
});
type Entry = z.output<typeof entry>;

/** Above `declinedOverMinor` it declines. Above `lostOverMinor` its first answer gets lost. */
export const fakeLimits = { declinedOverMinor: 200_000, lostOverMinor: 100_000 };

/**
 * Stands in for a payment provider. It keeps its own books as files in `folder`, outside the shop's database. Each file
 * is written once by one caller, so that a key always stands for the same payment.
 */
export function createFakeProvider(folder: string): PaymentProvider {
  mkdirSync(folder, { recursive: true });
  return {
    async authorise(charge): Promise<Authorised> {
      const { entry: booked, isFirst } = book(folder, charge);
      if (isFirst && isLost(charge)) return { state: "unknown", because: "timeout" };
      if (booked.state === "declined") return { state: "declined" };
      return { state: "authorised", paymentId: booked.paymentId };
    },
    async capture(charge): Promise<Charged> {
      const booked = read(folder, charge);
      if (booked.state === "declined") return { state: "declined" };
      if (booked.state === "authorised") {
        renameSync(writeDraft(folder, { ...booked, state: "captured" }), pathOf(folder, charge));
      }
      return { state: "captured", paymentId: booked.paymentId };
    },
  };
}

function isLost({ amountMinor }: Charge): boolean {
  return amountMinor > fakeLimits.lostOverMinor && amountMinor <= fakeLimits.declinedOverMinor;
}

function book(folder: string, charge: Charge): { entry: Entry; isFirst: boolean } {
  const { key, amountMinor, currency } = charge;
  const state = amountMinor > fakeLimits.declinedOverMinor ? "declined" : "authorised";
  const fresh: Entry = { state, amountMinor, currency, paymentId: `fake_${key}` };
  const draft = writeDraft(folder, fresh);
  try {
    linkSync(draft, pathOf(folder, charge));
    return { entry: fresh, isFirst: true };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    return { entry: read(folder, charge), isFirst: false };
  } finally {
    unlinkSync(draft);
  }
}

function read(folder: string, charge: Charge): Entry {
  const booked = entry.parse(JSON.parse(readFileSync(pathOf(folder, charge), "utf8")));
  if (booked.amountMinor !== charge.amountMinor || booked.currency !== charge.currency)
    throw new RangeError(`The payment ${charge.key} was asked for with another amount before`);
  return booked;
}

// Written under another name and then linked into place, so that a reader sees whole entries only.
function writeDraft(folder: string, written: Entry): string {
  const draft = join(folder, `${randomUUID()}.part`);
  writeFileSync(draft, JSON.stringify(written));
  return draft;
}

function pathOf(folder: string, { key }: Charge): string {
  if (!/^[A-Z0-9-]{1,64}$/.test(key)) throw new RangeError("A payment's key is an order's id");
  return join(folder, `${key}.json`);
}
