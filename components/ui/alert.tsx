import type { ReactNode, Ref } from "react";
import { AttentionIcon } from "./icons";

type Props = { id?: string; ref?: Ref<HTMLDivElement>; children: ReactNode };

/** Shows a refusal and announces it to screen readers at once. It can get the focus. */
export function Alert({ id, ref, children }: Props) {
  return (
    <div
      id={id}
      ref={ref}
      role="alert"
      tabIndex={-1}
      className="flex gap-3 rounded-control bg-danger-ground px-4 py-3.5 text-danger"
    >
      <span className="pt-[0.2em]">
        <AttentionIcon />
      </span>
      <span className="min-w-0 text-pretty">{children}</span>
    </div>
  );
}
