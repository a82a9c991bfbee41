import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

type Props = {
  action: (form: FormData) => Promise<void>;
  productId: string;
  text: string;
  /** Id of the element that names the product, for pages with several buttons. */
  describedBy?: string;
  large?: boolean;
  /** Hidden fields. */
  children: ReactNode;
};

export function AddToCart({ action, productId, text, describedBy, large = false, children }: Props) {
  return (
    // Raised above the card's link, which covers the whole card.
    <form action={action} className="relative z-10">
      {children}
      <input type="hidden" name="productId" value={productId} />
      <Button
        type="submit"
        look={large ? "primary" : "secondary"}
        size={large ? "large" : "small"}
        aria-describedby={describedBy}
      >
        {text}
      </Button>
    </form>
  );
}
