"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import type { ActionFormState } from "@/components/ui/action-form";
import { propose } from "@/lib/host/approvals";
import type { AddressFormState } from "@/lib/host/delivery-address/address";
import { readTypedAddress, typedAddress } from "@/lib/host/delivery-address/typed-address";
import { formAction } from "@/lib/host/form-action";
import { requireSession } from "@/lib/host/two-factor";
import { addToCart as add, setQuantity } from "@/lib/shop/cart/change-cart";
import { cartOwner } from "@/lib/shop/cart/owner";
import { typedQuantity } from "@/lib/shop/cart/typed-quantity";
import { orderRefusalText } from "@/lib/shop/checkout/order-refusal-text";
import { saveAddress as save } from "@/lib/shop/checkout/save-address";

const submitAdd = formAction(typedQuantity.pick({ productId: true }), async (input) => {
  if (input) await add(await cartOwner(), input.productId);
  redirect("/cart");
});

/** One more of a product, for whoever this browser belongs to. */
export async function addToCart(form: FormData): Promise<void> {
  await submitAdd(form);
}

const submitQuantity = formAction(
  typedQuantity,
  async (input, page) => {
    const owner = await cartOwner();
    // Without its session, the cart that was shown is not the one of this browser.
    if (page.wasSignedIn && owner.accountId === null) await requireSession(page);
    if (input) await setQuantity(owner, input.productId, input.quantity);
    redirect("/cart");
  },
  { next: "/cart", draft: "quantity" },
);

/** How many of a product; 0 takes it out. */
export async function changeQuantity(form: FormData): Promise<void> {
  await submitQuantity(form);
}

const place = { next: "/checkout" };

const submitAddress = formAction(
  typedAddress,
  async (typed, page): Promise<AddressFormState> => {
    const { accountId } = await requireSession(page);
    const read = await readTypedAddress(typed);
    if (!read.ok) return read.state;
    await save(accountId, read.address);
    redirect("/checkout");
  },
  { ...place, draft: "order-address" },
);

/** Where the next order goes instead of to the account's own address. */
export async function saveAddress(_: AddressFormState, form: FormData): Promise<AddressFormState> {
  return submitAddress(form);
}

const submitOwnAddress = formAction(
  z.object({}),
  async (_, page) => {
    const { accountId } = await requireSession(page);
    await save(accountId, null);
    redirect("/checkout");
  },
  place,
);

/** The next order goes to the account's own address after all. */
export async function deliverToOwnAddress(form: FormData): Promise<void> {
  await submitOwnAddress(form);
}

const submitOrder = formAction(
  z.object({}),
  async (_, page): Promise<ActionFormState> => {
    const { refusal } = await propose("place-order", {}, page);
    return { text: await orderRefusalText(refusal) };
  },
  place,
);

/** Leads to the approval of what is in the account's cart. Reads nothing of the form: there is nothing to choose in it. */
export async function placeOrder(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitOrder(form);
}
