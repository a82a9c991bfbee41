type Props = {
  id: string;
  name: string;
  label: string;
  options: readonly { value: string; text: string }[];
  defaultValue: string;
  autoComplete?: string;
  refusalId?: string | undefined;
};

/** A labelled choice from a list. */
export function SelectField({ id, label, options, refusalId, ...select }: Props) {
  return (
    <div>
      <label htmlFor={id} className="block font-semibold">
        {label}
      </label>
      <select
        {...select}
        key={select.defaultValue}
        id={id}
        aria-invalid={refusalId ? true : undefined}
        aria-describedby={refusalId}
        className="mt-2 block min-h-13 w-full rounded-control border border-edge bg-surface px-4 text-ink hover:border-ink aria-invalid:border-danger"
      >
        {options.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
