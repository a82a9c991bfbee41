import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { addToCart } from "@/app/(shop)/actions";
import { AddToCart } from "@/components/shop/add-to-cart";
import { ProductPicture } from "@/components/shop/product-picture";
import { Fact, Facts } from "@/components/ui/facts";
import { CsrfField } from "@/lib/host/two-factor";
import { readProduct } from "@/lib/shop/catalogue/read-product";
import { formatMoney } from "@/lib/shop/money";
import { shopTexts } from "@/lib/shop/texts";

type Props = { params: Promise<{ id: string }> };

// The title and the page need the same product; the cache asks the database once.
const findProduct = cache(readProduct);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await shopTexts();
  const product = await findProduct((await params).id, locale);
  return product ? { title: product.title, description: product.summary } : {};
}

export default async function ProductPage({ params }: Props) {
  const { locale, t } = await shopTexts();
  const product = await findProduct((await params).id, locale);
  if (!product) notFound();
  return (
    <>
      <Link href="/" prefetch={false} className="link inline-flex min-h-11 items-center text-sm">
        {t("product.all")}
      </Link>
      <div className="mt-3 grid gap-x-16 gap-y-8 md:grid-cols-2 md:items-center">
        <div className="overflow-hidden rounded-card">
          <ProductPicture picture={product.picture} alt={t("product.picture", { title: product.title })} first />
        </div>
        <div className="max-w-prose">
          <h1 className="font-semibold text-3xl leading-tight sm:text-4xl">{product.title}</h1>
          <p className="mt-2 text-muted">{product.summary}</p>
          <p className="mt-6 text-lg">{product.description}</p>
          <div className="mt-8 border-line border-t pt-6">
            <Facts>
              <Fact label={t("product.price")}>
                <span className="tabular-nums">{formatMoney(product.priceMinor, product.currency, locale)}</span>{" "}
                <span className="font-normal text-muted text-sm">{t("product.vat")}</span>
              </Fact>
              <Fact label={t("product.availability")}>{t("product.stock", { stock: product.stock })}</Fact>
            </Facts>
          </div>
          {product.stock > 0 && (
            <div className="mt-8">
              <AddToCart action={addToCart} productId={product.id} text={t("product.add")} large>
                <CsrfField />
              </AddToCart>
            </div>
          )}
        </div>
      </div>
    </>
  );
}
