import { placeOrder } from "@/lib/shop/checkout/place-order";
import type { SensitiveAction } from "@/lib/two-factor/index";

/** The shop's actions that need an approval. */
export const sensitiveActions: readonly SensitiveAction[] = [placeOrder];
