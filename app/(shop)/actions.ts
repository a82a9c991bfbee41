"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import type { ActionFormState } from "@/components/ui/action-form";
import { propose } from "@/lib/host/approvals";
import type { AddressFormState } from "@/lib/host/delivery-address/address";
import { readTypedAddress, typedAddress } from "@/lib/host/delivery-address/typed-address";
import { dropDraft, keepDraft } from "@/lib/host/form-draft";
import { formAction, requireSession } from "@/lib/host/two-factor";
import { mostPerItem } from "@/lib/shop/cart/cart";
import { addToCart as add, setQuantity } from "@/lib/shop/cart/change-cart";
import { cartOwner } from "@/lib/shop/cart/owner";
import { orderRefusalText } from "@/lib/shop/checkout/order-refusal-text";
import { saveAddress as save } from "@/lib/shop/checkout/save-address";

const productId = z.string().regex(/^[a-z0-9-]{1,64}$/);

const submitAdd = formAction(z.object({ productId }), async (input) => {
  if (input) await add(await cartOwner(), input.productId);
  redirect("/cart");
});

/** One more of a product, for whoever this browser belongs to. */
export async function addToCart(form: FormData): Promise<void> {
  await submitAdd(form);
}

// A number as the form's own list writes it: no sign, no fraction, no exponent.
const quantity = z
  .string()
  .regex(/^\d{1,2}$/)
  .transform(Number)
  .pipe(z.int().max(mostPerItem));

const submitQuantity = formAction(z.object({ productId, quantity }), async (input) => {
  if (input) await setQuantity(await cartOwner(), input.productId, input.quantity);
  redirect("/cart");
});

/** How many of a product; 0 takes it out. */
export async function changeQuantity(form: FormData): Promise<void> {
  await submitQuantity(form);
}

const submitAddress = formAction(typedAddress, async (typed): Promise<AddressFormState> => {
  await dropDraft();
  const keep = () => keepDraft({ form: "order-address", values: typed ?? {} });
  const { accountId } = await requireSession({ next: "/checkout", whenSignedOut: keep });
  const read = await readTypedAddress(typed);
  if (!read.ok) return read.state;
  await save(accountId, read.address);
  redirect("/checkout");
});

/** Where the next order goes instead of to the account's own address. */
export async function saveAddress(_: AddressFormState, form: FormData): Promise<AddressFormState> {
  return submitAddress(form);
}

const submitOwnAddress = formAction(z.object({}), async () => {
  const { accountId } = await requireSession({ next: "/checkout" });
  await save(accountId, null);
  redirect("/checkout");
});

/** The next order goes to the account's own address after all. */
export async function deliverToOwnAddress(form: FormData): Promise<void> {
  await submitOwnAddress(form);
}

const submitOrder = formAction(z.object({}), async (): Promise<ActionFormState> => {
  const { refusal } = await propose("place-order", {}, { from: "/checkout" });
  return { text: await orderRefusalText(refusal) };
});

/** Leads to the approval of what is in the account's cart. Reads nothing of the form: there is nothing to choose in it. */
export async function placeOrder(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitOrder(form);
}
