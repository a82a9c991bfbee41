import type { Address } from "@/lib/host/delivery-address/address";

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

/**
 * What is in it, in the order in which it was put there, and where it shall go: to an address for this order alone, else to
 * the account's own.
 */
export type Cart = { items: CartItem[]; deliverTo: Address | null; isOwnAddress: boolean; hasOwnAddress: boolean };
