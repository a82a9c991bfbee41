import { refusalText } from "@/lib/host/language/refusal-text";
import { orderRefusals } from "@/lib/shop/orders/order-refusal";
import { shopTexts } from "@/lib/shop/texts";
import type { Refusal } from "@/lib/two-factor/client";

/** Why nothing was ordered, in the language of the request. */
export async function orderRefusalText(refusal: Refusal): Promise<string> {
  const own = refusal.code === "not-possible" && orderRefusals.find((word) => word === refusal.reason);
  return own ? (await shopTexts()).t(`checkout.refusal.${own}`) : refusalText(refusal);
}
