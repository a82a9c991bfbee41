import { randomBytes, randomUUID } from "node:crypto";
import { addToCart, setQuantity } from "@/lib/shop/cart/change-cart";
import type { Address } from "@/lib/shop/checkout/address";
import { saveAddress } from "@/lib/shop/checkout/save-address";
import type { Charge, Charged, PaymentProvider } from "@/lib/shop/payments/provider";
import { sensitiveActions } from "@/lib/shop/sensitive-actions";
import { type CodeMessage, createTwoFactor, hashToken, parseKeys } from "@/lib/two-factor/index";
import type { PrismaClient } from "@/prisma/client/client";

export const home: Address = {
  recipient: "Robin Fixture",
  street: "Hafenstraße 7",
  postalCode: "20457",
  city: "Hamburg",
  country: "DE",
};

export type Buyer = {
  accountId: string;
  sessionId: string;
  owner: { accountId: string; browserHash: string };
  context: { requestId: string; ip: string; userAgent: string; browserHash: string; locale: string };
};

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The shop with the real add-on on this database; messages are kept instead of sent. */
export function openTestShop(db: PrismaClient) {
  const messages: CodeMessage[] = [];
  const sending: Promise<void>[] = [];
  const twoFactor = createTwoFactor({
    database: db,
    keys: parseKeys(`k1:${randomBytes(32).toString("base64")}`),
    channels: {
      email: {
        channel: "email",
        send: async (message) => {
          if ("code" in message) messages.push(message);
          return { ok: true, provider: "test", providerMessageId: null, attempts: 1 };
        },
      },
    },
    addressLimits: { take: async () => ({ ok: true }), giveBack: async () => undefined },
    afterResponse: (work) => void sending.push(work()),
    log,
  });
  const approvals = twoFactor.approvals(sensitiveActions);
  return {
    approvals,
    buyer: () => createBuyer(db),
    /** Presses "Place order" and reads the message. */
    async propose(buyer: Buyer) {
      const { sessionId, context } = buyer;
      const proposed = await approvals.propose({ action: "place-order", raw: {}, sessionId, context });
      await Promise.all(sending.splice(0));
      if (!proposed.ok) return { ok: false as const, refusal: proposed.refusal };
      const message = messages.findLast(({ to }) => to === addressOf(buyer));
      if (!message?.approval) throw new Error("No message came for the order");
      const { approvalId } = proposed;
      return { ok: true as const, approvalId, code: message.code, lines: message.approval.lines };
    },
    approve: ({ sessionId, context }: Buyer, { approvalId, code }: { approvalId: string; code: string }) =>
      approvals.answer({ approvalId, code, sessionId, context }),
  };
}

/** Puts these into the cart and says where they go. */
export async function fillCart(buyer: Buyer, items: Record<string, number>): Promise<void> {
  for (const [productId, quantity] of Object.entries(items)) {
    await addToCart(buyer.owner, productId);
    await setQuantity(buyer.owner, productId, quantity);
  }
  await saveAddress(buyer.accountId, home);
}

function addressOf({ accountId }: Pick<Buyer, "accountId">): string {
  return `${accountId}@example.com`;
}

async function createBuyer(db: PrismaClient): Promise<Buyer> {
  const accountId = randomUUID();
  const sessionId = randomUUID();
  const browserHash = hashToken(randomUUID());
  const now = new Date();
  const id = randomUUID();
  await db.authenticator.create({
    data: { id, accountId, channel: "email", address: addressOf({ accountId }), verifiedAt: now },
  });
  await db.twoFactorAccount.create({ data: { accountId, enabledAt: now } });
  await db.session.create({
    data: {
      idHash: hashToken(sessionId),
      accountId,
      browserHash,
      amr: ["pwd", "email_code"],
      acr: "aal1",
      expiresAt: new Date(now.getTime() + 3_600_000),
    },
  });
  const context = { requestId: "test", ip: "192.0.2.1", userAgent: "test", browserHash, locale: "en" };
  return { accountId, sessionId, owner: { accountId, browserHash }, context };
}

/** A provider that remembers every capture it was asked for. `answers` come first; then everything is captured. */
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
