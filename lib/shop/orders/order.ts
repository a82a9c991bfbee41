import type { Address } from "@/lib/host/delivery-address/address";

/** `placed`: the payment is not settled yet. */
export type OrderState = "placed" | "paid" | "declined";

export type OrderItem = { productId: string; title: string; quantity: number; priceMinor: number };

/** An order as it was approved. */
export type Order = {
  id: string;
  state: OrderState;
  totalMinor: number;
  deliveryMinor: number;
  currency: string;
  deliverTo: Address;
  placedAt: Date;
  items: OrderItem[];
};

export type OrderSummary = Pick<Order, "id" | "state" | "totalMinor" | "currency" | "placedAt"> & { pieces: number };
