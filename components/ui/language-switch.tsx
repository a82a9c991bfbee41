import type { ReactNode } from "react";

type Props = {
  action: (form: FormData) => Promise<void>;
  languages: readonly { locale: string; name: string; isCurrent: boolean }[];
  label?: string | undefined;
  /** Hidden fields. */
  children: ReactNode;
};

/** One button for each language, named in that language. Give it a label if no heading names it. */
export function LanguageSwitch({ action, languages, label, children }: Props) {
  return (
    <form action={action} aria-label={label} className="-mx-2.5 flex">
      {children}
      {languages.map(({ locale, name, isCurrent }) => (
        <button
          key={locale}
          type="submit"
          name="locale"
          value={locale}
          lang={locale}
          aria-pressed={isCurrent}
          className="min-h-11 rounded-control px-2.5 hover:bg-sunken aria-pressed:font-semibold aria-pressed:text-ink"
        >
          {name}
        </button>
      ))}
    </form>
  );
}
