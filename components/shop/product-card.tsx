import Link from "next/link";
import type { ReactNode } from "react";
import type { ProductCard as Card } from "@/lib/shop/catalogue/product";
import { ProductPicture } from "./product-picture";

type Props = {
  product: Card;
  price: string;
  first: boolean;
  /** Id of the title; a button refers to it as its description. */
  titleId: string;
  /** The buttons of the card. */
  children: ReactNode;
};

/** The title's link covers the whole card. So the link's name is short, and the picture is not read twice. */
export function ProductCard({ product, price, first, titleId, children }: Props) {
  return (
    <article className="group relative flex h-full flex-col">
      <div className="overflow-hidden rounded-card">
        <div className="transition-transform duration-500 ease-out group-hover:scale-[1.02] motion-reduce:transition-none">
          <ProductPicture picture={product.picture} alt="" first={first} />
        </div>
      </div>
      <div className="mt-4 flex items-baseline justify-between gap-4">
        <h3 id={titleId} className="font-semibold text-ink">
          <Link href={`/products/${product.id}`} prefetch={false} className="after:absolute after:inset-0">
            {product.title}
          </Link>
        </h3>
        <p className="shrink-0 text-ink tabular-nums">{price}</p>
      </div>
      <p className="mt-1 mb-4 text-muted text-sm">{product.summary}</p>
      <div className="mt-auto">{children}</div>
    </article>
  );
}
