import { z } from "zod";
import { type Address, formatAddress } from "@/lib/host/delivery-address/address";
import { env } from "@/lib/host/server/env";
import { siteName } from "@/lib/host/server/site";
import type { Database } from "@/lib/shop/database";
import { formatMoney } from "@/lib/shop/money";
import { type OrderRefusal, orderRefusals } from "@/lib/shop/orders/order-refusal";
import { type Bound, boundSchema, type Placed, recordOrder } from "@/lib/shop/orders/record-order";
import { totalOf } from "@/lib/shop/orders/total";
import { settlePayment } from "@/lib/shop/payments/settle-payment";
import { randomId } from "@/lib/shop/random-id";
import { textsIn } from "@/lib/shop/texts";
import type { Described, Line, SensitiveAction } from "@/lib/two-factor/index";
import { type PurchaseFacts, purchasePolicy, purchaseReasons } from "./purchase-policy";
import { type OrderDraft, readOrderDraft } from "./read-order-draft";

/**
 * Buys the contents of the account's cart. It takes no input: items, prices and address come from the database, so that
 * a form cannot change them.
 */
export const placeOrder: SensitiveAction<Database, Record<string, never>, Placed> = {
  name: "place-order",
  input: z.strictObject({}),
  // Read at the first use, since a build has no environment.
  get policy() {
    return purchasePolicy({ exemptsLowValue: env().LOW_VALUE_EXEMPTION });
  },
  async describe(tx, _input, { accountId, locale }) {
    const draft = await readOrderDraft(tx, accountId, locale);
    const refusal = refusalOf(draft);
    if (refusal || !draft?.deliverTo) return { ok: false, refusal: refusal ?? "empty-cart" };
    return describe(draft, draft.deliverTo, locale);
  },
  run: (tx, { binds }, { accountId }) =>
    recordOrder(tx, { id: randomId(), accountId, bound: boundSchema.parse(binds) }),
  notices: ({ lines, locale }) => {
    const t = textsIn(locale);
    return [{ about: "action-done", title: t("order.placed.title"), happened: t("order.placed.happened"), lines }];
  },
  settle: settlePayment,
  doneAt: ({ orderId }) => `/orders/${orderId}`,
  startsAt: "/cart",
  explain: (refusal, locale) => {
    const own = orderRefusals.find((word) => word === refusal);
    return own ? textsIn(locale)(`checkout.refusal.${own}`) : null;
  },
  explainReason: (reason, locale) => {
    const own = purchaseReasons.find((word) => word === reason);
    return own ? textsIn(locale)(`checkout.reason.${own}`) : null;
  },
  title: ({ lines, locale }) =>
    textsIn(locale)("order.purchase", { total: lines.find(({ id }) => id === "total")?.value ?? "" }),
};

function refusalOf(draft: OrderDraft | null): OrderRefusal | null {
  if (!draft) return "empty-cart";
  if (new Set(draft.items.map(({ currency }) => currency)).size > 1) return "mixed-currencies";
  if (draft.items.some(({ quantity, stock }) => stock < quantity)) return "out-of-stock";
  return draft.deliverTo ? null : "no-address";
}

function describe(draft: OrderDraft, deliverTo: Address, locale: string): Described {
  const { cartId, isKnownAddress, addressChangedDaysAgo, ordersToday, spentTodayMinor } = draft;
  const currency = draft.items[0]?.currency ?? "";
  const { deliveryMinor, totalMinor } = totalOf(draft.items);
  const items = draft.items.map(({ productId, title, quantity, priceMinor }) => ({
    productId,
    title,
    quantity,
    priceMinor,
  }));
  const bound: Bound = { cartId, items, currency, deliveryMinor, totalMinor, deliverTo };
  const facts: PurchaseFacts = {
    amountMinor: totalMinor,
    spentTodayMinor: spentTodayMinor + totalMinor,
    countToday: ordersToday + 1,
    newDeliveryAddress: !isKnownAddress,
    ...(addressChangedDaysAgo !== null && { addressChangedDaysAgo }),
  };
  return { ok: true, lines: linesOf(bound, locale), binds: bound, facts };
}

/** The lines of page and message. An SMS has room for the first ones: payee, amount and delivery address. */
function linesOf({ items, currency, deliveryMinor, totalMinor, deliverTo }: Bound, locale: string): Line[] {
  const t = textsIn(locale);
  const money = (minor: number) => formatMoney(minor, currency, locale);
  return [
    { id: "payee", label: t("order.payee"), value: siteName },
    { id: "total", label: t("order.total"), value: money(totalMinor) },
    { id: "deliver-to", label: t("order.deliverTo"), value: formatAddress(deliverTo, locale) },
    ...items.map(({ productId, title, quantity, priceMinor }) => ({
      id: `item-${productId}`,
      label: title,
      value: t("order.itemPrice", { quantity, each: money(priceMinor), sum: money(quantity * priceMinor) }),
    })),
    {
      id: "delivery",
      label: t("order.delivery"),
      value: deliveryMinor ? money(deliveryMinor) : t("order.freeDelivery"),
    },
  ];
}
