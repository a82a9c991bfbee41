import { z } from "zod";
import { mostPerItem } from "@/lib/shop/cart/cart";

/** The quantity from the form beside a product in the cart. 0 removes the product. */
export const typedQuantity = z.object({
  productId: z.string().regex(/^[a-z0-9-]{1,64}$/),
  // A number as the form's list writes it: no sign, no fraction, no exponent.
  quantity: z
    .string()
    .regex(/^\d{1,2}$/)
    .transform(Number)
    .pipe(z.int().max(mostPerItem)),
});

export type TypedQuantity = z.output<typeof typedQuantity>;
