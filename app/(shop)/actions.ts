"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import type { ActionFormState } from "@/components/ui/action-form";
import { propose } from "@/lib/host/approvals";
import { formAction, requireSession } from "@/lib/host/two-factor";
import { mostPerItem } from "@/lib/shop/cart/cart";
import { addToCart as add, setQuantity } from "@/lib/shop/cart/change-cart";
import { cartOwner } from "@/lib/shop/cart/owner";
import { type Address, type AddressField, addressSchema } from "@/lib/shop/checkout/address";
import { orderRefusalText } from "@/lib/shop/checkout/order-refusal-text";
import { saveAddress as save } from "@/lib/shop/checkout/save-address";
import { shopTexts } from "@/lib/shop/texts";

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

/** What was typed stays in the form; `text` names what has to be looked at. */
export type AddressFormState = {
  text?: string;
  invalid?: AddressField[];
  typed?: Partial<Record<AddressField, string>>;
};

const typedAddress = z.object({
  recipient: z.string(),
  street: z.string(),
  postalCode: z.string(),
  city: z.string(),
  country: z.string(),
} satisfies Record<AddressField, z.ZodString>);

const submitAddress = formAction(typedAddress.partial(), async (typed): Promise<AddressFormState> => {
  const { accountId } = await requireSession({ next: "/checkout" });
  const parsed = addressSchema.safeParse(typed);
  if (!parsed.success) return refuseAddress(fieldsOf(parsed.error), typed ?? {});
  await save(accountId, parsed.data);
  redirect("/checkout");
});

/** Where the next order goes. */
export async function saveAddress(_: AddressFormState, form: FormData): Promise<AddressFormState> {
  return submitAddress(form);
}

const submitOrder = formAction(z.object({}), async (): Promise<ActionFormState> => {
  const { refusal } = await propose("place-order", {}, { from: "/checkout" });
  return { text: await orderRefusalText(refusal) };
});

/** Leads to the approval of what is in the account's cart. Reads nothing of the form: there is nothing to choose in it. */
export async function placeOrder(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitOrder(form);
}

async function refuseAddress(invalid: AddressField[], typed: AddressFormState["typed"]): Promise<AddressFormState> {
  const { locale, t } = await shopTexts();
  const names = invalid.map((field) => t(`checkout.${field}`));
  return { text: t("checkout.invalid", { fields: new Intl.ListFormat(locale).format(names) }), invalid, typed };
}

function fieldsOf(error: z.ZodError<Address>): AddressField[] {
  const fields = new Set(error.issues.map(({ path: [field] }) => String(field)));
  return addressSchema.keyof().options.filter((field) => fields.has(field));
}
