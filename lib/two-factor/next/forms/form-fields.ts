/** The text of this name; undefined for a file, and where there is more than one: two values are nobody's honest form. */
export function onlyText(form: FormData, name: string): string | undefined {
  const values = form.getAll(name);
  const [value] = values;
  return values.length === 1 && typeof value === "string" ? value : undefined;
}
