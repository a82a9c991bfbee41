import type { ReactNode } from "react";

type Props = { delivery: ReactNode; reference: { label: string; value: string } | null; children: ReactNode };

/** The facts that page and message must both show. The person compares them. */
export function CodeSlip({ delivery, reference, children }: Props) {
  return (
    <div className="rounded-card border border-line bg-surface shadow-card">
      <div className="px-5 py-4 sm:px-6 sm:py-5">{delivery}</div>
      {reference && (
        <dl className="space-y-2 border-line border-t border-dashed px-5 py-4 sm:px-6 sm:py-5">
          <div className="flex items-baseline justify-between gap-x-6">
            <dt className="text-muted">{reference.label}</dt>
            <dd className="-me-[0.25em] font-semibold text-2xl text-accent leading-none tracking-[0.25em]">
              {reference.value}
            </dd>
          </div>
          {children}
        </dl>
      )}
    </div>
  );
}
