import Link from "next/link";
import { shopTexts } from "@/lib/shop/texts";

/** The ways through the shop. The site's header does not know that there is one. */
export async function ShopNavigation() {
  const { t } = await shopTexts();
  return (
    <nav aria-label={t("nav.label")} className="mb-8 flex flex-wrap gap-x-6 gap-y-1 border-line border-b pb-3 text-sm">
      <ShopLink href="/" text={t("nav.catalogue")} />
      <ShopLink href="/cart" text={t("nav.cart")} />
      <ShopLink href="/orders" text={t("nav.orders")} />
    </nav>
  );
}

function ShopLink({ href, text }: { href: string; text: string }) {
  return (
    <Link href={href} prefetch={false} className="link inline-flex min-h-11 items-center">
      {text}
    </Link>
  );
}
