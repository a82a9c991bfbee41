/** A product of the catalogue, in one language. */
export type ProductCard = {
  id: string;
  title: string;
  /** One line about material and size. */
  summary: string;
  priceMinor: number;
  currency: string;
  /** File under /catalogue. */
  picture: string;
};

export type Product = ProductCard & { description: string; stock: number };
