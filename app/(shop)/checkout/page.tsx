import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { deliverToOwnAddress, placeOrder, saveAddress } from "@/app/(shop)/actions";
import { OrderLines } from "@/components/shop/order-lines";
import { ShopPage } from "@/components/shop/shop-page";
import { ActionForm } from "@/components/ui/action-form";
import { AddressForm } from "@/components/ui/address-form";
import { Card } from "@/components/ui/card";
import { KeptDraft } from "@/components/ui/kept-draft";
import { SubmitButton } from "@/components/ui/submit-button";
import { type Address, formatAddress } from "@/lib/host/delivery-address/address";
import { addressFormTexts } from "@/lib/host/delivery-address/typed-address";
import { CsrfField, readDraft, requireSession } from "@/lib/host/two-factor";
import type { Cart } from "@/lib/shop/cart/cart";
import { claimCart } from "@/lib/shop/cart/claim-cart";
import { cartOwner } from "@/lib/shop/cart/owner";
import { readCart } from "@/lib/shop/cart/read-cart";
import { shopTexts } from "@/lib/shop/texts";
import type { Draft } from "@/lib/two-factor/next/index";

type Props = { searchParams: Promise<{ address?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await shopTexts()).t("checkout.title") };
}

export default async function CheckoutPage({ searchParams }: Props) {
  const session = await requireSession({ next: "/checkout" });
  const { locale, t } = await shopTexts();
  const owner = await cartOwner();
  await claimCart(owner);
  const cart = await readCart(owner, locale);
  const { items, deliverTo } = cart;
  if (items.length === 0) redirect("/cart");
  const draft = await readDraft(session);
  const typed = draft?.form === "order-address" ? draft.values : undefined;
  const isChanging = !deliverTo || typed !== undefined || (await searchParams).address === "change";
  return (
    <ShopPage title={t("checkout.title")} lead={t("checkout.lead")}>
      <div className="space-y-6">
        <Card id="items" title={t("checkout.items")}>
          <OrderLines items={items} currency={items[0]?.currency ?? "EUR"} />
          <Link href="/cart" prefetch={false} className="link mt-4 inline-flex min-h-11 items-center text-sm">
            {t("checkout.backToCart")}
          </Link>
        </Card>
        <Card id="address" title={t("checkout.address")}>
          {isChanging ? <AddressFields cart={cart} typed={typed} /> : <Destination address={deliverTo} cart={cart} />}
        </Card>
        {/* Saving an address also removes the refusal about the missing address. */}
        <ActionForm key={isChanging ? "without-address" : "with-address"} action={placeOrder}>
          <CsrfField />
          <SubmitButton look={isChanging ? "secondary" : "primary"}>{t("checkout.place")}</SubmitButton>
        </ActionForm>
      </div>
    </ShopPage>
  );
}

async function Destination({ address, cart }: { address: Address; cart: Cart }) {
  const { locale, t } = await shopTexts();
  return (
    <>
      <p>{formatAddress(address, locale)}</p>
      {!cart.isOwnAddress && <AddressHint cart={cart} />}
      <div className="mt-4 flex flex-wrap items-center gap-x-6 gap-y-2">
        <Link
          href="/checkout?address=change"
          prefetch={false}
          className="link inline-flex min-h-11 items-center text-sm"
        >
          {t("checkout.change")}
        </Link>
        {!cart.isOwnAddress && cart.hasOwnAddress && (
          <form action={deliverToOwnAddress}>
            <CsrfField />
            <SubmitButton look="secondary">{t("checkout.useOwn")}</SubmitButton>
          </form>
        )}
      </div>
    </>
  );
}

async function AddressFields({ cart, typed }: { cart: Cart; typed: Draft["values"] | undefined }) {
  const { labels, save, countries } = await addressFormTexts();
  return (
    <>
      {typed && (
        <div className="mb-4">
          <KeptDraft />
        </div>
      )}
      <AddressHint cart={cart} />
      <AddressForm
        action={saveAddress}
        address={typed ?? cart.deliverTo ?? {}}
        countries={countries}
        texts={{ labels, submit: save }}
      >
        <CsrfField />
      </AddressForm>
    </>
  );
}

/** Explains whether the address given here is for this order or for the account. */
async function AddressHint({ cart }: { cart: Cart }) {
  const { t } = await shopTexts();
  return (
    <p className="mt-1 mb-4 text-muted text-sm">
      {t(cart.hasOwnAddress ? "checkout.onlyThisOrder" : "checkout.firstAddress")}
    </p>
  );
}
