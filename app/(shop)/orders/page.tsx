import type { Metadata } from "next";
import Link from "next/link";
import { getFormatter } from "next-intl/server";
import { ShopPage } from "@/components/shop/shop-page";
import { buttonClass } from "@/components/ui/button";
import { requireSession } from "@/lib/host/two-factor";
import { formatMoney } from "@/lib/shop/money";
import type { OrderSummary } from "@/lib/shop/orders/order";
import { listOrders } from "@/lib/shop/orders/read-order";
import { shopTexts } from "@/lib/shop/texts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await shopTexts()).t("orders.title") };
}

export default async function OrdersPage() {
  const session = await requireSession({ next: "/orders" });
  const { t } = await shopTexts();
  const orders = await listOrders(session);
  return (
    <ShopPage title={t("orders.title")} lead={orders.length === 0 ? t("orders.empty") : undefined}>
      {orders.length > 0 ? (
        <ul className="divide-y divide-line border-line border-y">
          {orders.map((order) => (
            <li key={order.id} className="py-3">
              <Summary order={order} />
            </li>
          ))}
        </ul>
      ) : (
        <Link href="/" className={buttonClass({ look: "secondary" })}>
          {t("cart.toCatalogue")}
        </Link>
      )}
    </ShopPage>
  );
}

async function Summary({ order }: { order: OrderSummary }) {
  const [{ locale, t }, format] = await Promise.all([shopTexts(), getFormatter()]);
  const { id, state, totalMinor, currency, placedAt, pieces } = order;
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
      <div>
        <Link
          href={`/orders/${id}`}
          prefetch={false}
          className="link inline-flex min-h-11 items-center font-semibold tabular-nums"
        >
          {id}
        </Link>
        <p className="text-muted text-sm">
          {format.dateTime(placedAt, "day")} · {t("orders.pieces", { pieces })}
        </p>
      </div>
      <p className="tabular-nums">
        {formatMoney(totalMinor, currency, locale)} · {t(`order.state.${state}`)}
      </p>
    </div>
  );
}
