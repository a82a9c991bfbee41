import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { after } from "next/server";
import { getFormatter } from "next-intl/server";
import { LookAgain } from "@/components/shop/look-again";
import { OrderLines } from "@/components/shop/order-lines";
import { ShopPage } from "@/components/shop/shop-page";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { formatAddress } from "@/lib/host/delivery-address/address";
import { requireSession } from "@/lib/host/two-factor";
import type { Order } from "@/lib/shop/orders/order";
import { readOrder } from "@/lib/shop/orders/read-order";
import { settlePayment } from "@/lib/shop/payments/settle-payment";
import { shopTexts } from "@/lib/shop/texts";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { t } = await shopTexts();
  return { title: `${t("order.number")} ${(await params).id}` };
}

export default async function OrderPage({ params }: Props) {
  const { id } = await params;
  const session = await requireSession({ next: `/orders/${encodeURIComponent(id)}` });
  const order = await readOrder(session, id);
  if (!order) notFound();
  // Each view of the page asks the provider again, besides the regular round. The order's id prevents a second payment.
  if (order.state === "placed") {
    after(() => settlePayment({ orderId: id, amountMinor: order.totalMinor, currency: order.currency }));
  }
  const { locale, t } = await shopTexts();
  const { items, currency, deliveryMinor, totalMinor } = order;
  return (
    <ShopPage title={t(`order.title.${order.state}`)} lead={t(`order.lead.${order.state}`)}>
      <div className="space-y-6">
        <Status order={order} />
        <Card id="items" title={t("order.items")}>
          <OrderLines items={items} currency={currency} sums={{ deliveryMinor, totalMinor }} />
        </Card>
        <Card id="deliver-to" title={t("order.deliverTo")}>
          <p>{formatAddress(order.deliverTo, locale)}</p>
        </Card>
        {order.state === "declined" ? (
          <Link href="/cart" prefetch={false} className={buttonClass()}>
            {t("order.toCart")}
          </Link>
        ) : (
          <Link href="/orders" prefetch={false} className="link inline-flex min-h-11 items-center">
            {t("order.all")}
          </Link>
        )}
      </div>
    </ShopPage>
  );
}

async function Status({ order: { id, state, placedAt } }: { order: Order }) {
  const [{ t }, format] = await Promise.all([shopTexts(), getFormatter()]);
  return (
    <div role="status" className="rounded-card border border-line bg-surface p-6 shadow-card sm:p-8">
      <Facts>
        <Fact label={t("order.status")}>{t(`order.state.${state}`)}</Fact>
        <Fact label={t("order.number")}>
          <span className="tabular-nums">{id}</span>
        </Fact>
        <Fact label={t("order.placedAt")}>
          <time dateTime={placedAt.toISOString()}>{format.dateTime(placedAt, "moment")}</time>
        </Fact>
      </Facts>
      {state === "placed" && <LookAgain href={`/orders/${id}`} text={t("order.lookAgain")} />}
    </div>
  );
}
