/** A piece of SQL with its parameters. Pieces nest; text never becomes SQL except from a template. */
export type Sql = { strings: readonly string[]; values: readonly Parameter[] };
type Parameter = string | number | boolean | null | readonly string[];

export function sql(strings: TemplateStringsArray, ...parts: readonly (Sql | Parameter)[]): Sql {
  const text = [strings[0] ?? ""];
  const values: Parameter[] = [];
  const append = (more: string) => text.push(`${text.pop()}${more}`);
  parts.forEach((part, index) => {
    if (isSql(part)) {
      append(part.strings[0] ?? "");
      text.push(...part.strings.slice(1));
      values.push(...part.values);
      append(strings[index + 1] ?? "");
    } else {
      values.push(part);
      text.push(strings[index + 1] ?? "");
    }
  });
  return { strings: text, values };
}

function isSql(part: Sql | Parameter): part is Sql {
  return typeof part === "object" && part !== null && "strings" in part;
}
