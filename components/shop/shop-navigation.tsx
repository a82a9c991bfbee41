import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { shopTexts } from "@/lib/shop/texts";

/** The links of the shop. The site's header is independent of the shop. */
export async function ShopNavigation() {
  const { t } = await shopTexts();
  return (
    <nav aria-label={t("nav.label")} className="-ms-2 mb-6 flex flex-wrap gap-x-1 sm:-ms-3.5 sm:mb-10">
      <ShopLink href="/" text={t("nav.catalogue")} />
      <ShopLink href="/cart" text={t("nav.cart")} />
      <ShopLink href="/orders" text={t("nav.orders")} />
    </nav>
  );
}

function ShopLink({ href, text }: { href: string; text: string }) {
  return (
    <Link href={href} prefetch={false} className={buttonClass({ look: "quiet", size: "small" })}>
      {text}
    </Link>
  );
}
