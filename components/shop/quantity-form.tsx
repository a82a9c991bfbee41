import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { mostPerItem } from "@/lib/shop/cart/cart";

type Props = {
  action: (form: FormData) => Promise<void>;
  productId: string;
  quantity: number;
  texts: { quantity: string; update: string; remove: string };
  /** Hidden fields. */
  children: ReactNode;
};

/** The id of a product's quantity field, for links. */
export function quantityId(productId: string): string {
  return `quantity-${productId}`;
}

const quantities = Array.from({ length: mostPerItem }, (_, index) => index + 1);

/** A plain list of numbers and two buttons, which work without JavaScript. */
export function QuantityForm({ action, productId, quantity, texts, children }: Props) {
  const id = quantityId(productId);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <form action={action} className="flex items-center gap-2">
        <Fields productId={productId}>{children}</Fields>
        <label htmlFor={id} className="sr-only">
          {texts.quantity}
        </label>
        <select
          key={quantity}
          id={id}
          name="quantity"
          defaultValue={quantity}
          className="min-h-11 rounded-control border border-edge bg-surface px-3 text-ink tabular-nums"
        >
          {quantities.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
        <Button type="submit" look="secondary" size="small" aria-describedby={`item-${productId}`}>
          {texts.update}
        </Button>
      </form>
      {/* If it wraps to a new line, it aligns with the list. */}
      <form action={action} className="-ms-2 sm:ms-0">
        <Fields productId={productId}>{children}</Fields>
        <input type="hidden" name="quantity" value="0" />
        <Button type="submit" look="quiet" size="small" aria-describedby={`item-${productId}`}>
          {texts.remove}
        </Button>
      </form>
    </div>
  );
}

function Fields({ productId, children }: { productId: string; children: ReactNode }) {
  return (
    <>
      {children}
      <input type="hidden" name="productId" value={productId} />
    </>
  );
}
