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

/** One more of a product, for the account or browser that the form came from. */
export const addToCart = action(typedQuantity.pick({ productId: true }), async (input) => {
  if (input) await add(await cartOwner(), input.productId);
  redirect("/cart");
});

/** How many of a product; 0 takes it out. */
export const changeQuantity = action(
  typedQuantity,
  async (input, page) => {
    const owner = await cartOwner();
    // Without its session, the cart that was shown is not the one of this browser.
    if (page.wasSignedIn && !owner.session) await requireSession(page);
    if (input) await setQuantity(owner, input.productId, input.quantity);
    redirect("/cart");
  },
  { next: "/cart", draft: "quantity" },
);

const place = { next: "/checkout" };

/** Where the next order goes instead of to the account's own address. */
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

/** The next order goes to the account's own address after all. */
export const deliverToOwnAddress = action(
  z.object({}),
  async (_, page) => {
    await save(await requireSession(page), null);
    redirect("/checkout");
  },
  place,
);

/** Leads to the approval of what is in the account's cart. Reads nothing of the form: there is nothing to choose in it. */
export const placeOrder = action(z.object({}), (_, page) => propose("place-order", {}, page), place);
