/** Delivery costs this much below the sum from which it is free. Minor units of the shop's currency. */
const deliveryMinor = 490;
const freeFromMinor = 10_000;

type Counted = { quantity: number; priceMinor: number };

/** The total of an order. */
export function totalOf(items: readonly Counted[]): { goodsMinor: number; deliveryMinor: number; totalMinor: number } {
  const goodsMinor = items.reduce((sum, { quantity, priceMinor }) => sum + quantity * priceMinor, 0);
  const delivery = goodsMinor >= freeFromMinor || goodsMinor === 0 ? 0 : deliveryMinor;
  return { goodsMinor, deliveryMinor: delivery, totalMinor: goodsMinor + delivery };
}
