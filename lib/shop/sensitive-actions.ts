import { placeOrder } from "@/lib/shop/checkout/place-order";
import type { SensitiveAction } from "@/lib/two-factor/index";

/** What the shop lets a person do only after approving it. */
export const sensitiveActions: readonly SensitiveAction[] = [placeOrder];
