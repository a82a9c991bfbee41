/** Each comparison answers with one sentence per difference; an empty list means the docs tell the truth. */

/** The text below a heading that contains `title`, up to the next heading of any level. */
export function section(markdown: string, title: string): string {
  const parts = markdown.split(/^(?=#+ )/m);
  const wanted = title.toLowerCase();
  return parts.find((part) => part.split("\n", 1)[0]?.toLowerCase().includes(wanted)) ?? "";
}

/** Arrows of the state diagram in `text` against the transitions of the code. Both directions. */
export function compareTransitions(text: string, transitions: Record<string, readonly string[]>): string[] {
  const drawn = [...text.matchAll(/^\s*([\w-]+)\s*-->\s*([\w-]+)/gm)].map(([, from, to]) => `${from} --> ${to}`);
  const coded = Object.entries(transitions).flatMap(([from, ends]) => ends.map((to) => `${from} --> ${to}`));
  return compareLists("the state diagram", drawn, coded);
}

/** Rows "| `group.name` | value |" of a table against the limits of the code. Both directions. */
export function compareLimits(text: string, limits: Record<string, Record<string, number>>): string[] {
  const told = [...text.matchAll(/\|\s*`(\w+\.\w+)`\s*\|\s*(\d+)/g)].map(([, name, value]) => `${name} = ${value}`);
  const coded = Object.entries(limits).flatMap(([group, values]) =>
    Object.entries(values).map(([name, value]) => `${group}.${name} = ${value}`),
  );
  return compareLists("the table of limits", told, coded);
}

/** First cells "| `code` |" of a table against a closed list of words. Both directions. */
export function compareWords(name: string, text: string, words: readonly string[]): string[] {
  return compareLists(
    name,
    [...text.matchAll(/^\|\s*`([\w-]+)`\s*\|/gm)].map(([, word]) => String(word)),
    words,
  );
}

function compareLists(name: string, told: readonly string[], coded: readonly string[]): string[] {
  const missing = coded.filter((each) => !told.includes(each)).map((each) => `${name} lacks: ${each}`);
  const extra = told
    .filter((each) => !coded.includes(each))
    .map((each) => `${name} has what the code has not: ${each}`);
  return [...missing, ...extra];
}

const paths = /`((?:\.?[\w-]+\/)+[\w.()[\]-]*|[\w-]+\.(?:md|mjs|ts|json))`/g;
const ownFolders = /^(\.ci|app|components|docs|e2e|lib|prisma|public|scripts)\//;

/** Paths in backticks and relative links that lead nowhere. */
export function findDeadPaths(markdown: string, folder: string, exists: (path: string) => boolean): string[] {
  const named = [...markdown.matchAll(paths)].map(([, path]) => String(path)).filter((path) => ownFolders.test(path));
  const linked = [...markdown.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
    .map(([, link]) => String(link))
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => new URL(link, `file:///${folder}`).pathname.slice(1));
  return [...new Set([...named, ...linked])].filter((path) => !exists(path)).map((path) => `${path} does not exist`);
}

/** `npm run ...` of a text that package.json does not know. */
export function findUnknownCommands(markdown: string, scripts: Record<string, string>): string[] {
  const named = [...markdown.matchAll(/npm (?:run ([\w:-]+)|(test|start))\b/g)].map(([, run, short]) =>
    String(run ?? short),
  );
  return [...new Set(named)].filter((name) => !(name in scripts)).map((name) => `npm run ${name} does not exist`);
}

/** Names and headers that only a product with another factor may carry. A sentence that denies one is welcome. */
const bold =
  /\bAAL ?[123]\b|phishing[- ]resistant|strong customer authentication|\bSCA\b|PSD2|unhackable|unbreakable|(military|bank)[- ]grade|100 ?% (secure|safe)|true MFA/i;
const denial =
  /\b(not|no|never|neither|nor|none|cannot|without|only|allows?|requires?|section|nicht|kein\w*|weder|nie)\b/i;

/** Sentences that promise more than a code by e-mail can keep (requirement I-01). */
export function findBoldClaims(text: string): string[] {
  const sentences = text.replace(/\s+/g, " ").split(/(?<=[.!?;|])\s+/);
  return sentences.filter((each) => bold.test(each) && !denial.test(each)).map((each) => `bold claim: ${each.trim()}`);
}
