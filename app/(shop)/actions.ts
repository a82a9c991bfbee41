"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import type { AddressFormState } from "@/lib/host/delivery-address/address";
import { readTypedAddress, typedAddress } from "@/lib/host/delivery-address/typed-address";
import { action, propose, requireSession } from "@/lib/host/two-factor";
import { addToCart as add, setQuantity } from "@/lib/shop/cart/change-cart";
import { cartOwner } from "@/lib/shop/cart/owner";
import { typedQuantity } from "@/lib/shop/cart/typed-quantity";
import { saveAddress as save } from "@/lib/shop/checkout/save-address";

/** Adds one of a product to the cart of the form's account or browser. */
export const addToCart = action(typedQuantity.pick({ productId: true }), async (input) => {
  if (input) await add(await cartOwner(), input.productId);
  redirect("/cart");
});

/** Sets the quantity of a product; 0 removes it. */
export const changeQuantity = action(
  typedQuantity,
  async (input, page) => {
    const owner = await cartOwner();
    // The session has ended, so the shown cart is not this browser's cart.
    if (page.wasSignedIn && !owner.session) await requireSession(page);
    if (input) await setQuantity(owner, input.productId, input.quantity);
    redirect("/cart");
  },
  { next: "/cart", draft: "quantity" },
);

const place = { next: "/checkout" };

/** Sets the address of the next order, in place of the account's own. */
export const saveAddress = action(
  typedAddress,
  async (typed, page): Promise<AddressFormState> => {
    const session = await requireSession(page);
    const read = await readTypedAddress(typed);
    if (!read.ok) return read.state;
    await save(session, read.address);
    redirect("/checkout");
  },
  { ...place, draft: "order-address" },
);

/** Sends the next order to the account's own address again. */
export const deliverToOwnAddress = action(
  z.object({}),
  async (_, page) => {
    await save(await requireSession(page), null);
    redirect("/checkout");
  },
  place,
);

/** Leads to the approval of an order of the account's cart. The form has no input. */
export const placeOrder = action(z.object({}), (_, page) => propose("place-order", {}, page), place);
