import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { placeOrder, saveAddress } from "@/app/(shop)/actions";
import { AddressForm } from "@/components/shop/address-form";
import { OrderLines } from "@/components/shop/order-lines";
import { ShopPage } from "@/components/shop/shop-page";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { CsrfField } from "@/components/ui/csrf-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { requireSession } from "@/lib/host/two-factor";
import { claimCart } from "@/lib/shop/cart/claim-cart";
import { cartOwner } from "@/lib/shop/cart/owner";
import { readCart } from "@/lib/shop/cart/read-cart";
import { type Address, countries, countryName, formatAddress } from "@/lib/shop/checkout/address";
import { shopTexts } from "@/lib/shop/texts";

type Props = { searchParams: Promise<{ address?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await shopTexts()).t("checkout.title") };
}

export default async function CheckoutPage({ searchParams }: Props) {
  await requireSession({ next: "/checkout" });
  const { locale, t } = await shopTexts();
  const owner = await cartOwner();
  await claimCart(owner);
  const { items, deliverTo } = await readCart(owner, locale);
  if (items.length === 0) redirect("/cart");
  const isChanging = !deliverTo || (await searchParams).address === "change";
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
          {isChanging ? <AddressFields address={deliverTo} /> : <Destination address={deliverTo} />}
        </Card>
        <ActionForm action={placeOrder}>
          <CsrfField />
          <SubmitButton look={isChanging ? "secondary" : "primary"}>{t("checkout.place")}</SubmitButton>
        </ActionForm>
      </div>
    </ShopPage>
  );
}

async function Destination({ address }: { address: Address }) {
  const { locale, t } = await shopTexts();
  return (
    <>
      <p>{formatAddress(address, locale)}</p>
      <Link
        href="/checkout?address=change"
        prefetch={false}
        className="link mt-4 inline-flex min-h-11 items-center text-sm"
      >
        {t("checkout.change")}
      </Link>
    </>
  );
}

async function AddressFields({ address }: { address: Address | null }) {
  const { locale, t } = await shopTexts();
  const labels = {
    recipient: t("checkout.recipient"),
    street: t("checkout.street"),
    postalCode: t("checkout.postalCode"),
    city: t("checkout.city"),
    country: t("checkout.country"),
  };
  return (
    <AddressForm
      action={saveAddress}
      address={address ?? {}}
      countries={countries.map((code) => ({ code, name: countryName(code, locale) }))}
      texts={{ labels, save: t("checkout.save") }}
    >
      <CsrfField />
    </AddressForm>
  );
}
