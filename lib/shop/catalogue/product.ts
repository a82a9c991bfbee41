/** A product as the catalogue shows it, in one language. */
export type ProductCard = {
  id: string;
  title: string;
  /** One line: what it is made of, how big it is. */
  summary: string;
  priceMinor: number;
  currency: string;
  /** File under /catalogue. */
  picture: string;
};

export type Product = ProductCard & { description: string; stock: number };
