import type { ReactNode } from "react";
import { AttentionIcon } from "./icons";

/** Says at once what went wrong, to eyes and to screen readers. */
export function Alert({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <div id={id} role="alert" className="flex gap-3 rounded-control bg-danger-ground px-4 py-3.5 text-danger">
      <span className="pt-[0.2em]">
        <AttentionIcon />
      </span>
      <span className="min-w-0">{children}</span>
    </div>
  );
}
