/** The reason why a cart cannot become an order now. */
export const orderRefusals = ["empty-cart", "no-address", "out-of-stock", "mixed-currencies"] as const;
export type OrderRefusal = (typeof orderRefusals)[number];
