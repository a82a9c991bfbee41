import type { ReactNode } from "react";
import { PageHeading } from "@/components/ui/page";

type Props = { title: string; lead?: ReactNode; children?: ReactNode };

/** One column, aligned with the products of the catalogue. */
export function ShopPage({ title, lead, children }: Props) {
  return (
    <div className="max-w-3xl">
      <PageHeading title={title} lead={lead} />
      {children && <div className="mt-8">{children}</div>}
    </div>
  );
}
