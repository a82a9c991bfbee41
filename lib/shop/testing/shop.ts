import type { Address } from "@/lib/host/delivery-address/address";
import { type Approver, openTestApprovals } from "@/lib/host/testing/approvals";
import { testEnvironment } from "@/lib/host/testing/host";
import { addToCart, setQuantity } from "@/lib/shop/cart/change-cart";
import type { CartOwner } from "@/lib/shop/cart/owner";
import { saveAddress } from "@/lib/shop/checkout/save-address";
import type { Charge, Charged, PaymentProvider } from "@/lib/shop/payments/provider";
import { sensitiveActions } from "@/lib/shop/sensitive-actions";
import type { PrismaClient } from "@/prisma/client/client";

export const home: Address = {
  recipient: "Robin Fixture",
  street: "Hafenstraße 7",
  postalCode: "20457",
  city: "Hamburg",
  country: "DE",
};

export type Buyer = Approver & { owner: CartOwner };

/** The shop with the real add-on on this database; messages are kept instead of sent. */
export function openTestShop(db: PrismaClient) {
  Object.assign(process.env, testEnvironment("postgresql://localhost/none", "/nonexistent"));
  const { approvals, person, propose, approve, notices, deliverNotices } = openTestApprovals(db, sensitiveActions);
  return {
    approvals,
    approve,
    notices,
    deliverNotices,
    async buyer(options: { twoStep?: boolean } = {}): Promise<Buyer> {
      const buyer = await person(options);
      return { ...buyer, owner: { session: buyer.session, browserHash: buyer.context.browserHash } };
    },
    /** Presses "Place order" and reads the message. */
    propose: (buyer: Buyer) => propose(buyer, { action: "place-order" }),
  };
}

/** Puts these items into the cart and sets the address. */
export async function fillCart(buyer: Buyer, items: Record<string, number>): Promise<void> {
  for (const [productId, quantity] of Object.entries(items)) {
    await addToCart(buyer.owner, productId);
    await setQuantity(buyer.owner, productId, quantity);
  }
  await saveAddress(buyer.session, home);
}

/** A provider that records every capture. It gives `answers` first, and captures after that. */
export function createTestProvider() {
  const captures = new Map<string, number>();
  const asked: Charge[] = [];
  const answers: Charged[] = [];
  const provider: PaymentProvider = {
    authorise: async (charge) => {
      asked.push(charge);
      const answer = answers.shift();
      return answer && answer.state !== "captured" ? answer : { state: "authorised", paymentId: `test_${charge.key}` };
    },
    capture: async ({ key, amountMinor }) => {
      captures.set(key, amountMinor);
      return { state: "captured", paymentId: `test_${key}` };
    },
  };
  return { provider, captures, asked, answers };
}
