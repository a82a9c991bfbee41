import type { ReactNode } from "react";

/** Labels and values, one pair on a line. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="divide-y divide-line">{children}</dl>;
}

/** `figures` are aligned in a column at the end, below a long label. */
export function Fact({ label, figures = false, children }: { label: string; figures?: boolean; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5 py-3 first:pt-0 last:pb-0">
      <dt className="text-muted">{label}</dt>
      <dd className={`min-w-0 font-medium ${figures ? "ms-auto text-end tabular-nums" : ""}`}>{children}</dd>
    </div>
  );
}
