type Props = { on: boolean; labelledBy: string; describedBy?: string };

/** Sends its form. The next page shows the new position. */
export function SwitchButton({ on, labelledBy, describedBy }: Props) {
  return (
    <button
      type="submit"
      role="switch"
      aria-checked={on}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      className="group inline-flex min-h-11 shrink-0 items-center rounded-full"
    >
      <span className="flex h-8 w-14 items-center rounded-full border border-edge bg-sunken p-1 transition-colors group-aria-checked:justify-end group-aria-checked:border-accent group-aria-checked:bg-accent">
        <span className="size-5.5 rounded-full bg-edge group-aria-checked:bg-on-accent" />
      </span>
    </button>
  );
}
