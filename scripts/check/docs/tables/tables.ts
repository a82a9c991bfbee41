// Comparisons of tables and diagrams. Each returns one sentence per difference.

/** The text below a heading that contains `title`, up to the next heading of any level. */
export function section(markdown: string, title: string): string {
  const parts = markdown.split(/^(?=#+ )/m);
  const wanted = title.toLowerCase();
  return parts.find((part) => part.split("\n", 1)[0]?.toLowerCase().includes(wanted)) ?? "";
}

/** The rows of every table in `text`, as trimmed cells; lines of dashes are left out. */
export function rowsOf(text: string): string[][] {
  const lines = text.split("\n").filter((line) => line.startsWith("|") && !/^\|[\s:|-]+\|$/.test(line));
  return lines.map((line) =>
    line
      .slice(1, line.lastIndexOf("|"))
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}

/** The words in backticks in one cell. */
export function wordsIn(cell = ""): string[] {
  return Array.from(cell.matchAll(/`([^`]+)`/g), ([, word]) => String(word));
}

/** The missing and the extra entries of a list. */
export function compareLists(name: string, documented: readonly string[], coded: readonly string[]): string[] {
  const missing = coded.filter((each) => !documented.includes(each)).map((each) => `${name} lacks: ${each}`);
  const extra = documented
    .filter((each) => !coded.includes(each))
    .map((each) => `${name} has what the code has not: ${each}`);
  return [...missing, ...extra];
}

/** Compares the arrows of the state diagram in `text` with the transitions of the code. */
export function compareTransitions(text: string, transitions: Record<string, readonly string[]>): string[] {
  const drawn = [...text.matchAll(/^\s*([\w-]+)\s*-->\s*([\w-]+)/gm)].map(([, from, to]) => `${from} --> ${to}`);
  const coded = Object.entries(transitions).flatMap(([from, ends]) => ends.map((to) => `${from} --> ${to}`));
  return compareLists("the state diagram", drawn, coded);
}

/** Compares rows "| `group.name` | value |" of a table with the limits of the code. */
export function compareLimits(text: string, limits: Record<string, Record<string, number>>): string[] {
  const documented = [...text.matchAll(/\|\s*`(\w+\.\w+)`\s*\|\s*(\d+)/g)].map(
    ([, name, value]) => `${name} = ${value}`,
  );
  const coded = Object.entries(limits).flatMap(([group, values]) =>
    Object.entries(values).map(([name, value]) => `${group}.${name} = ${value}`),
  );
  return compareLists("the table of limits", documented, coded);
}

/** Compares the first cells of a table, each with one or several words in backticks, with a closed list of words. */
export function compareWords(name: string, text: string, words: readonly string[]): string[] {
  const documented = rowsOf(text).flatMap(([first]) => wordsIn(first));
  return compareLists(name, documented, words);
}

/** Words in the first cells that are not in the list, for tables that show a part of the list. */
export function findForeignWords(name: string, text: string, words: readonly string[]): string[] {
  return compareWords(name, text, words).filter((each) => each.includes("has what the code has not"));
}

/** Compares the numbers of done, partly done and open requirements with the sentence that gives them. */
export function compareCounts(markdown: string): string[] {
  const states = rowsOf(markdown).flatMap(([id, , state]) => (/^[A-Z]-\d\d$/.test(id ?? "") ? [String(state)] : []));
  const count = (word: string) => states.filter((state) => state.startsWith(word)).length;
  const sentence = `${count("done")} are done, ${count("partly")} partly, ${count("open")} open.`;
  return markdown.includes(sentence) ? [] : [`the count is out of date, it must read: ${sentence}`];
}
