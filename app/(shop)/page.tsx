import { addToCart } from "@/app/(shop)/actions";
import { AddToCart } from "@/components/shop/add-to-cart";
import { ProductCard } from "@/components/shop/product-card";
import { CsrfField } from "@/lib/host/two-factor";
import { listProducts } from "@/lib/shop/catalogue/list-products";
import { formatMoney } from "@/lib/shop/money";
import { shopTexts } from "@/lib/shop/texts";

/** The number of products that are visible without scrolling: the first row of the widest grid. */
const firstRow = 4;

export default async function CataloguePage() {
  const { locale, t } = await shopTexts();
  const products = await listProducts(locale);
  return (
    <>
      <div className="max-w-2xl">
        <h1 className="font-semibold text-4xl leading-tight sm:text-5xl">{t("catalogue.title")}</h1>
        <p className="mt-4 text-lg text-muted">{t("catalogue.lead")}</p>
      </div>
      <section aria-labelledby="catalogue" className="mt-12 sm:mt-16">
        <div className="flex items-baseline justify-between gap-4 border-line border-b pb-3">
          <h2 id="catalogue" className="font-semibold text-lg">
            {t("catalogue.heading")}
          </h2>
          <p className="text-muted text-sm">{t("catalogue.count", { count: products.length })}</p>
        </div>
        <ul className="mt-8 grid gap-x-6 gap-y-10 min-[28rem]:grid-cols-2 md:grid-cols-3 lg:grid-cols-4">
          {products.map((product, index) => (
            <li key={product.id}>
              <ProductCard
                product={product}
                price={formatMoney(product.priceMinor, product.currency, locale)}
                first={index < firstRow}
                titleId={`product-${product.id}`}
              >
                <AddToCart
                  action={addToCart}
                  productId={product.id}
                  text={t("product.add")}
                  describedBy={`product-${product.id}`}
                >
                  <CsrfField />
                </AddToCart>
              </ProductCard>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
