import { log } from "@/lib/host/two-factor";
import { forgetCarts } from "@/lib/shop/cart/forget-carts";
import { resumePayments } from "@/lib/shop/payments/resume-payments";

/** What the shop does by itself: nobody has to look at an order for its payment to be settled. */
export async function everyMinute(): Promise<void> {
  await forgetCarts();
  const resumed = await resumePayments();
  if (resumed > 0) log.info("payments_resumed", { resumed });
}
