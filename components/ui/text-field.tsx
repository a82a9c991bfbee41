import type { ComponentProps, ReactNode } from "react";

type Props = Omit<ComponentProps<"input">, "className"> & {
  id: string;
  label: string;
  hint?: string;
  /** Id of the refusal's text; its presence marks the field as invalid. */
  refusalId?: string | undefined;
  /** Whether the value is a row of digits, shown with wide spacing. */
  spaced?: boolean;
  /** A control at the end, inside the field. */
  end?: ReactNode;
};

/** One labelled input. Hint and refusal are linked to it for assistive technology. */
export function TextField({ id, label, hint, refusalId, spaced = false, end, ...input }: Props) {
  const hintId = hint ? `${id}-hint` : undefined;
  const figures = spaced ? "text-2xl tracking-[0.2em] tabular-nums" : "";
  return (
    <div>
      <label htmlFor={id} className="block font-semibold">
        {label}
      </label>
      {hint && (
        <p id={hintId} className="text-muted text-sm">
          {hint}
        </p>
      )}
      <div className="relative mt-2">
        <input
          {...input}
          id={id}
          aria-invalid={refusalId ? true : undefined}
          aria-describedby={[refusalId, hintId].filter(Boolean).join(" ") || undefined}
          className={`block min-h-13 w-full rounded-control border border-edge bg-surface px-4 text-ink hover:border-ink aria-invalid:border-danger ${figures} ${end ? "pe-24" : ""}`}
        />
        {end && <div className="absolute inset-y-0 end-1 flex items-center">{end}</div>}
      </div>
    </div>
  );
}
