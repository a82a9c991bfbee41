import type { ReactNode } from "react";

type Props = { title: string; id: string; children: ReactNode };

/** A titled part of a page, which is a landmark with that title. */
export function Card({ title, id, children }: Props) {
  return (
    <section aria-labelledby={id} className="rounded-card border border-line bg-surface p-6 shadow-card sm:p-8">
      <h2 id={id} className="font-semibold text-xl">
        {title}
      </h2>
      <div className="mt-5">{children}</div>
    </section>
  );
}
