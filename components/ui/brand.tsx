/** A gable over ploughed rows. The same drawing is app/icon.svg. */
function Mark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className="size-8 shrink-0 sm:size-9">
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        d="M6.5 16.5 16 8l9.5 8.5M9 20.5h14M9 24.5h14"
        className="stroke-on-accent"
        fill="none"
        strokeWidth="2.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

export function Brand({ name }: { name: string }) {
  return (
    <span className="flex items-center gap-2 sm:gap-2.5">
      <Mark />
      <span className="max-w-24 font-semibold sm:text-[1.0625rem] leading-[1.1] tracking-tight sm:max-w-none">
        {name}
      </span>
    </span>
  );
}
