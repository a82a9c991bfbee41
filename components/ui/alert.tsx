import type { ReactNode } from "react";

/** Says at once what went wrong, to eyes and to screen readers. */
export function Alert({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <div
      id={id}
      role="alert"
      className="rounded-control border-danger border-s-4 bg-danger-ground px-4 py-3 text-danger"
    >
      {children}
    </div>
  );
}
