import { Fact, Facts } from "@/components/ui/facts";
import { formatMoney } from "@/lib/shop/money";
import { totalOf } from "@/lib/shop/orders/total";
import { shopTexts } from "@/lib/shop/texts";

type Item = { productId: string; title: string; quantity: number; priceMinor: number };
type Props = { items: readonly Item[]; currency: string; sums?: { deliveryMinor: number; totalMinor: number } };

/** The items and the sums: today's sums for a cart, or the approved ones of an order. */
export async function OrderLines({ items, currency, sums }: Props) {
  const { locale, t } = await shopTexts();
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const { deliveryMinor, totalMinor } = sums ?? totalOf(items);
  return (
    <Facts>
      {items.map(({ productId, title, quantity, priceMinor }) => (
        <Fact key={productId} label={title} figures>
          {t("order.itemPrice", { quantity, each: money(priceMinor), sum: money(quantity * priceMinor) })}
        </Fact>
      ))}
      <Fact label={t("order.delivery")} figures>
        {deliveryMinor ? money(deliveryMinor) : t("order.freeDelivery")}
      </Fact>
      <Fact label={t("order.total")} figures>
        <span className="text-lg">{money(totalMinor)}</span>{" "}
        <span className="font-normal text-muted text-sm">{t("product.vat")}</span>
      </Fact>
    </Facts>
  );
}
