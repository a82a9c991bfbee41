import { compareLists, rowsOf, wordsIn } from "./tables";

export type Variable = { name: string; isRequired: boolean; standard: string | null };

/** The variables of the table: a row "| `A`, `B` | default | meaning |" stands for each of its names. */
export function variablesOf(table: string): Variable[] {
  return rowsOf(table).flatMap(([names, standard = ""]) =>
    wordsIn(names).map((name) => ({
      name,
      isRequired: standard === "required",
      standard: /^`[^`]+`$/.test(standard) ? standard.slice(1, -1) : null,
    })),
  );
}

/** Name, need and default of each variable. */
export function compareVariables(table: string, coded: readonly Variable[]): string[] {
  return compareLists("the table of variables", variablesOf(table).map(inWords), coded.map(inWords));
}

function inWords({ name, isRequired, standard }: Variable): string {
  return isRequired ? `${name}, required` : `${name}, ${standard === null ? "no default" : `default ${standard}`}`;
}

/** A line of `.env.example` per variable, commented out or not; one with a default shows it. */
export function compareExample(example: string, coded: readonly Variable[]): string[] {
  const lines = new Map(
    Array.from(example.matchAll(/^#?([A-Z][A-Z_0-9]+)=(.*)$/gm), ([, name, value]) => [String(name), String(value)]),
  );
  const names = compareLists(
    "the list of variables",
    [...lines.keys()],
    coded.map(({ name }) => name),
  );
  const values = coded.flatMap(({ name, standard }) => {
    const shown = lines.get(name)?.replace(/^"(.*)"$/, "$1");
    const isOther = standard !== null && shown !== undefined && lines.get(name) !== standard && shown !== standard;
    return isOther && example.includes(`#${name}=`) ? [`${name} shows ${shown}, its default is ${standard}`] : [];
  });
  return [...names, ...values];
}

/** Words that look like a variable, but that neither the host nor a script reads. */
export function findUnknownVariables(text: string, isKnown: (name: string) => boolean): string[] {
  const named = text.match(/(?<![\w.-])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![\w-])/g) ?? [];
  return [...new Set(named)].filter((name) => !isKnown(name)).map((name) => `the variable ${name} does not exist`);
}
