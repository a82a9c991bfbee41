import type { Address } from "@/lib/host/delivery-address/address";

/** The largest quantity of one product in a cart. */
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
 * The items in the order in which they were added, and the delivery address: an address for this order alone, or else
 * the account's own.
 */
export type Cart = { items: CartItem[]; deliverTo: Address | null; isOwnAddress: boolean; hasOwnAddress: boolean };
