import type { Metadata } from "next";
import Link from "next/link";
import { changeQuantity } from "@/app/(shop)/actions";
import { ProductPicture } from "@/components/shop/product-picture";
import { QuantityForm, quantityId } from "@/components/shop/quantity-form";
import { ShopPage } from "@/components/shop/shop-page";
import { buttonClass } from "@/components/ui/button";
import { KeptDraft } from "@/components/ui/kept-draft";
import { CsrfField, readDraft } from "@/lib/host/two-factor";
import type { CartItem } from "@/lib/shop/cart/cart";
import { claimCart } from "@/lib/shop/cart/claim-cart";
import { type CartOwner, cartOwner } from "@/lib/shop/cart/owner";
import { readCart } from "@/lib/shop/cart/read-cart";
import { type TypedQuantity, typedQuantity } from "@/lib/shop/cart/typed-quantity";
import { formatMoney } from "@/lib/shop/money";
import { totalOf } from "@/lib/shop/orders/total";
import { shopTexts } from "@/lib/shop/texts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await shopTexts()).t("cart.title") };
}

export default async function CartPage() {
  const { locale, t } = await shopTexts();
  const owner = await cartOwner();
  await claimCart(owner);
  const { items } = await readCart(owner, locale);
  const chosen = await chosenBefore(owner);
  return (
    <ShopPage title={t("cart.title")} lead={items.length === 0 ? t("cart.empty") : undefined}>
      {items.length > 0 ? (
        <Filled items={items} chosen={chosen} />
      ) : (
        <>
          {!owner.session && (
            <p className="mb-6 text-muted">
              {t("cart.keptInAccount")}{" "}
              <Link href="/sign-in?next=/cart" prefetch={false} className="link">
                {t("cart.signIn")}
              </Link>
            </p>
          )}
          <Link href="/" className={buttonClass({ look: "secondary" })}>
            {t("cart.toCatalogue")}
          </Link>
        </>
      )}
    </ShopPage>
  );
}

/** The quantity that was chosen in this account's cart when its session had ended. */
async function chosenBefore({ session }: CartOwner): Promise<TypedQuantity | null> {
  const draft = session && (await readDraft(session));
  const { data } = typedQuantity.safeParse(draft?.form === "quantity" ? draft.values : {});
  return data && data.quantity > 0 ? data : null;
}

async function Filled({ items, chosen }: { items: CartItem[]; chosen: TypedQuantity | null }) {
  const { locale, t } = await shopTexts();
  const { goodsMinor } = totalOf(items);
  const isShort = items.some(({ stock, quantity }) => stock < quantity);
  return (
    <>
      {chosen && (
        <div className="mb-6">
          <KeptDraft cardId={quantityId(chosen.productId)} />
        </div>
      )}
      <ul aria-label={t("cart.list")} className="divide-y divide-line border-line border-y">
        {items.map((item) => (
          <li key={item.productId} className="flex gap-4 py-5 sm:gap-5">
            <Line item={item} chosen={chosen?.productId === item.productId ? chosen.quantity : item.quantity} />
          </li>
        ))}
      </ul>
      <p className="mt-6 flex items-baseline justify-between gap-4 text-lg">
        <span>{t("cart.goods")}</span>
        <span className="font-semibold tabular-nums">
          {formatMoney(goodsMinor, items[0]?.currency ?? "EUR", locale)}
        </span>
      </p>
      <Link
        href="/checkout"
        prefetch={false}
        className={`mt-6 ${buttonClass({ look: isShort ? "secondary" : "primary", wide: true })}`}
      >
        {t("cart.checkout")}
      </Link>
    </>
  );
}

async function Line({ item, chosen }: { item: CartItem; chosen: number }) {
  const { locale, t } = await shopTexts();
  const { productId, title, picture, quantity, priceMinor, currency, stock } = item;
  return (
    <>
      <div className="w-18 shrink-0 self-start overflow-hidden rounded-control sm:w-24">
        <ProductPicture picture={picture} alt="" />
      </div>
      <div className="min-w-0 flex-1">
        <h2 id={`item-${productId}`} className="font-semibold">
          <Link href={`/products/${productId}`} prefetch={false} className="link inline-block py-0.5">
            {title}
          </Link>
        </h2>
        <p className="mt-1 text-muted text-sm tabular-nums">
          {t("cart.each", { price: formatMoney(priceMinor, currency, locale) })}
        </p>
        {stock < quantity && <p className="mt-1 text-danger text-sm">{t("cart.short", { stock })}</p>}
        <div className="mt-3">
          <QuantityForm
            action={changeQuantity}
            productId={productId}
            quantity={chosen}
            texts={{ quantity: t("cart.quantity", { title }), update: t("cart.update"), remove: t("cart.remove") }}
          >
            <CsrfField />
          </QuantityForm>
        </div>
      </div>
    </>
  );
}
