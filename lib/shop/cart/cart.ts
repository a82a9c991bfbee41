import type { Address } from "@/lib/shop/checkout/address";

/** How many of one product fit into a cart. */
export const mostPerItem = 20;

export type CartItem = {
  productId: string;
  title: string;
  picture: string;
  quantity: number;
  priceMinor: number;
  currency: string;
  stock: number;
};

/** What is in it, in the order in which it was put there, and where it shall go. */
export type Cart = { items: CartItem[]; deliverTo: Address | null };
