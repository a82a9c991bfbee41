import type { Metadata } from "next";
import type { ReactNode } from "react";
import { ShopNavigation } from "@/components/shop/shop-navigation";
import { shopTexts } from "@/lib/shop/texts";

export async function generateMetadata(): Promise<Metadata> {
  return { description: (await shopTexts()).t("description") };
}

/** As wide as the header, so that the products align with the site's name. */
export default function ShopLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto w-full max-w-6xl px-4 pt-6 pb-20 sm:px-8 sm:pt-8">
      <ShopNavigation />
      {children}
    </div>
  );
}
