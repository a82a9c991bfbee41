import { log } from "@/lib/host/two-factor";
import { forgetCarts } from "@/lib/shop/cart/forget-carts";
import { resumePayments } from "@/lib/shop/payments/resume-payments";

/** The shop's regular chores. Payments are settled here even if their orders are never opened. */
export async function everyMinute(): Promise<void> {
  await forgetCarts();
  const resumed = await resumePayments();
  if (resumed > 0) log.info("payments_resumed", { resumed });
}
