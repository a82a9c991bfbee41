/**
 * Numbers in prose. A duration or a count names the source of its number in a hidden comment:
 * `5 minutes<!-- code.lifetimeMinutes -->` for a limit, `<!-- deliver.ts restMs -->` for a name in a file,
 * `<!-- env.ts /min\((\d+)/ bytes -->` for another place in a file (the unit is optional), and `<!-- theirs -->` for a
 * number that the project does not set.
 */

const units = { ms: 0.001, s: 1, second: 1, minute: 60, hour: 3_600, day: 86_400, week: 604_800, month: 2_592_000 };
const sizes = { bits: 0.125, bytes: 1, byte: 1, kB: 1_024, MB: 1_048_576, MiB: 1_048_576 };
const counted =
  "wrong answers|answers|attempts|guesses|digits|letters|characters|codes|sends|calls|proposals|lines|messages|sign-ins|SMS|connections|bits|hashes|times|failures|notices|per \\w+";
const measures = `ms|s|seconds?|minutes?|hours?|days?|weeks?|months?|years?|bytes?|kB|MB|MiB|${counted}`;
const digits = "\\d+(?:,\\d{3})*(?:\\.\\d+)?";
const numbersInProse = new RegExp(`(?<![\\w.,/-])(${digits}) ((?:[a-z]+ )??(${measures}))\\b(?:<!-- (.+?) -->)?`, "g");

const words =
  "half an?|(?:a )?quarter of an|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty";
const more = "thirty|forty|fifty|sixty|ninety|a hundred|hundred";
/** In "a second provider", "second" is no duration. */
const second = "second(?! (?!later|after|before|ago)[a-z])";
const spans = `seconds|${second}|minutes?|hours?|days?|weeks?|months?|years?`;
const few = /^(an?|one|two)$/i;
const spelled = new RegExp(`\\b(${words}|${more}) (?:[a-z]+ )?(?:(${spans})|(${counted}))\\b`, "gi");

/** The number of a source, and the unit in its name. */
export type Source = { value: number; unit: string | null };
export type FindSource = (annotation: string) => Source | null;

/** Numbers that differ from their source, have no source, or are not written in digits. */
export function findUnsoundNumbers(markdown: string, sourceOf: FindSource): string[] {
  const text = proseOf(markdown);
  const wrong = Array.from(text.matchAll(numbersInProse), ([whole, amount, , unit, source]) =>
    complaint(String(whole).replace(/<!--.*/, ""), { amount: toNumber(amount), unit: String(unit), source }, sourceOf),
  );
  const inWords = Array.from(text.matchAll(spelled), ([whole, word, span]) =>
    span === undefined && few.test(String(word)) ? null : `"${whole}": write it in digits, and say where it comes from`,
  );
  return [...wrong, ...inWords].filter((each) => each !== null);
}

type Told = { amount: number; unit: string; source: string | undefined };

function complaint(phrase: string, { amount, unit, source }: Told, sourceOf: FindSource): string | null {
  if (source === "theirs") return null;
  if (source === undefined) return `"${phrase}" does not say where its number comes from`;
  const found = sourceOf(source);
  if (found === null) return `"${phrase}": there is no ${source}`;
  const isSame = Math.abs(amount * factorOf(unit) - found.value * factorOf(found.unit ?? unit)) < 1e-6;
  return isSame ? null : `"${phrase}": ${source} is ${found.value}`;
}

function factorOf(unit: string): number {
  const factors: Record<string, number> = { ...units, ...sizes };
  return factors[unit] ?? factors[unit.replace(/s$/, "")] ?? 1;
}

function toNumber(text = ""): number {
  return Number(text.replaceAll(/[,_]/g, ""));
}

/** The text without code, quotes and targets of links. Numbers in tables stay. */
function proseOf(markdown: string): string {
  return markdown
    .replaceAll(/```[\s\S]*?```/g, "")
    .replaceAll(/(<!--.*?-->)|`[^`\n]*`|"[^"\n]*"/g, (_, comment) => comment ?? "``")
    .replaceAll(/\]\([^)]*\)/g, "]");
}

/** Looks an annotation up in the limits and in the files that have its name. */
export function sourcesIn(limits: Limits, files: readonly SourceFile[]): FindSource {
  return (annotation) => {
    const [name = "", ...rest] = annotation.split(" ");
    const limit = limitNamed(name, limits);
    if (limit !== undefined) return { value: limit, unit: unitOf(name) };
    const wanted = rest.join(" ");
    const [, pattern, unit = null] = /^\/(.+)\/(?: (\w+))?$/.exec(wanted) ?? [];
    const found = files
      .filter(({ path }) => path === name || path.endsWith(`/${name}`))
      .flatMap(({ text }) => (pattern === undefined ? valuesNamed(wanted, text) : valuesMatching(pattern, text)));
    const [first, ...others] = [...new Set(found)];
    if (first === undefined || others.length > 0) return null;
    return { value: first, unit: pattern === undefined ? unitOf(wanted) : unit };
  };
}

export type Limits = Record<string, Record<string, number>>;
export type SourceFile = { path: string; text: string };

function limitNamed(name: string, limits: Limits): number | undefined {
  const [group = "", key = ""] = name.split(".");
  return limits[group]?.[key];
}

/** `name = 30_000`, `name: 400 * 86_400` and the like. */
function valuesNamed(name: string, text: string): number[] {
  if (!/^\w+$/.test(name)) return [];
  const given = text.matchAll(new RegExp(`\\b${name}\\s*[:=]\\s*(\\d[\\d_]*(?:\\s*\\*\\s*\\d[\\d_]*)*)`, "g"));
  return Array.from(given, ([, product = ""]) =>
    product.split("*").reduce((all, each) => all * toNumber(each.trim()), 1),
  );
}

function valuesMatching(pattern: string, text: string): number[] {
  return Array.from(text.matchAll(new RegExp(pattern, "g")), ([, value]) => toNumber(value));
}

/** The unit that ends a name, as in `restMs` and `lifetimeMinutes`. */
function unitOf(name: string): string | null {
  const ending = /(Ms|Seconds|Minutes|Hours|Days|Bytes)$/.exec(name)?.[1]?.toLowerCase();
  return ending ?? null;
}
