// Names of the code that a document puts into backticks, and texts of pages that it quotes.

/** Parts of inline code that look like a name: `twoFactor.within(tx)` has three. */
export function findUnknownNames(markdown: string, known: ReadonlySet<string>): string[] {
  const spans = Array.from(withoutBlocks(markdown).matchAll(/`([^`\n]+)`/g), ([, code]) => String(code));
  const names = spans.filter((code) => !isPlace(code)).flatMap(namesIn);
  return [...new Set(names)]
    .filter((name) => !known.has(name.toLowerCase()))
    .map((name) => `the code does not know \`${name}\``);
}

/** All words of the sources in lower case, split like in `findUnknownNames`. */
export function wordsOf(sources: readonly string[]): Set<string> {
  const words = sources.flatMap((text) => text.toLowerCase().match(/[\w$]+(?:-\w+)*/g) ?? []);
  return new Set(words.flatMap((word) => [word, ...word.split("-")]));
}

/** Whether the text is a path, a command, an address or a value, which are not names. */
function isPlace(code: string): boolean {
  return /^[./]|^\w+:\/\/|\/|^(npm|npx|node|git|cp|openssl|echo|GET|POST) /.test(code);
}

function namesIn(code: string): string[] {
  const isOneWord = !/\s/.test(code);
  const parts = code.match(/[A-Za-z_$][\w$]*(?:-\w+)*/g) ?? [];
  return parts.filter((part) => (isOneWord ? part.length > 2 : /[a-z][A-Z]|_/.test(part)));
}

/** Quoted texts of pages and messages, such as "Send a new code", that no catalogue has. Single words are ignored. */
export function findUnknownQuotes(markdown: string, texts: readonly string[]): string[] {
  const prose = withoutBlocks(markdown).replaceAll(/`[^`\n]*`/g, "");
  const quoted = Array.from(prose.matchAll(/"([A-Z][^"\n]*\s[^"\n]*)"/g), ([, text]) => String(text));
  const isKnown = (quote: string) => texts.some((text) => isInOrder(quote.split("…"), text));
  return [...new Set(quoted)].filter((quote) => !isKnown(quote)).map((quote) => `no page says "${quote}"`);
}

/** Compares the sentence beside each refusal with the catalogue's; "…" stands for variable parts. */
export function compareRefusalTexts(rows: readonly string[][], texts: Record<string, string>): string[] {
  return rows.flatMap((cells) => {
    const code = /^`([\w-]+)`$/.exec(cells[0] ?? "")?.[1];
    const text = code === undefined ? undefined : texts[code];
    if (text === undefined) return [];
    const documented = /^"(.+)"$/.exec(cells.at(-1) ?? "")?.[1] ?? "";
    return documented !== "" && isInOrder(documented.split("…"), text) ? [] : [`${code} says: ${text}`];
  });
}

function isInOrder(pieces: readonly string[], text: string): boolean {
  const found = pieces.reduce((from, piece) => {
    const at = from < 0 ? -1 : text.indexOf(piece.trim(), from);
    return at < 0 ? -1 : at + piece.trim().length;
  }, 0);
  return found >= 0;
}

function withoutBlocks(markdown: string): string {
  return markdown.replaceAll(/```[\s\S]*?```/g, "").replaceAll(/<!--[\s\S]*?-->/g, "");
}
