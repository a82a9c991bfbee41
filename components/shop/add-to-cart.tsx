import { Button } from "@/components/ui/button";
import { CsrfField } from "@/components/ui/csrf-field";

type Props = {
  action: (form: FormData) => Promise<void>;
  productId: string;
  text: string;
  /** Id of the element that names the product, where several buttons stand on a page. */
  describedBy?: string;
  large?: boolean;
};

export function AddToCart({ action, productId, text, describedBy, large = false }: Props) {
  return (
    // Above the card's link, which covers the whole card.
    <form action={action} className="relative z-10">
      <CsrfField />
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
