import type { ReactNode } from "react";

type Props = {
  delivery: ReactNode;
  reference: { label: string; value: string; hint: string } | null;
  children: ReactNode;
};

/** The counterpart of the message: what both must show for them to belong together. */
export function CodeSlip({ delivery, reference, children }: Props) {
  return (
    <div className="rounded-card border border-line bg-surface shadow-card">
      <div className="px-6 py-5">{delivery}</div>
      {reference && (
        <dl className="border-line border-t border-dashed px-6 py-5">
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
            <dt>
              <span className="block text-muted">{reference.label}</span>
              <span className="block text-muted text-sm">{reference.hint}</span>
            </dt>
            <dd className="-me-[0.25em] font-semibold text-2xl text-accent tracking-[0.25em]">{reference.value}</dd>
          </div>
          {children}
        </dl>
      )}
    </div>
  );
}
