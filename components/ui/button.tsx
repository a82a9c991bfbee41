import type { ComponentProps } from "react";

const looks = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong",
  secondary: "border border-edge text-ink hover:border-ink hover:bg-sunken",
  quiet: "text-ink hover:bg-sunken",
} as const;
const sizes = {
  large: "min-h-13 px-6 py-2.5 text-center leading-snug",
  small: "min-h-11 whitespace-nowrap px-2 text-[0.875rem] sm:px-3.5 sm:text-[0.9375rem]",
} as const;

export type ButtonLook = keyof typeof looks;
type Shape = { look?: ButtonLook; size?: keyof typeof sizes; wide?: boolean };

/** The look of a button, for links that act like one. */
export function buttonClass({ look = "primary", size = "large", wide = false }: Shape = {}): string {
  const base = "inline-flex items-center justify-center gap-2.5 rounded-control font-semibold transition-colors";
  const pending = "aria-disabled:cursor-progress aria-disabled:opacity-70";
  return [base, pending, looks[look], sizes[size], wide ? "w-full" : ""].join(" ");
}

export function Button({ look, size, wide, ...rest }: ComponentProps<"button"> & Shape) {
  return <button type="button" {...rest} className={buttonClass({ look, size, wide })} />;
}
