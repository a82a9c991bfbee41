/** All breaches of `rules` in `graph`, one sentence each. */
export function findImportViolations(graph, rules) {
  const breaches = graph.flatMap(({ file, imports }) => [
    ...imports.flatMap((each) => manners(file, each)),
    ...rules.flatMap((rule) => breachesOf(rule, file, imports)),
  ]);
  return [...breaches, ...cycles(graph)];
}

function manners(file, { specifier, local }) {
  if (specifier === "(computed)" && isProduct(file))
    return [`no-computed-imports: ${file} imports what cannot be read`];
  if (specifier.startsWith("..") && !isBetweenPrograms(file, local))
    return [`no-climbing: ${file} imports ${specifier}; use the alias @/`];
  if (local === undefined) return [`no-unresolved: ${file} imports ${specifier}, which leads nowhere`];
  return [];
}

// Scripts and the seed may import computed paths. The product has to name its imports.
function isProduct(file) {
  return /^(app|components|lib)\//.test(file);
}

/** Node itself runs the programs in scripts/, and it does not know the alias. */
function isBetweenPrograms(file, local) {
  return [file, local].every((path) => /^scripts\/.*\.mjs$/.test(path ?? ""));
}

function breachesOf(rule, file, imports) {
  const match = file.match(rule.from);
  if (!match || (rule.except && new RegExp(rule.except).test(file))) return [];
  const patterns = (texts) => texts?.map((text) => new RegExp(text.replaceAll("$1", match[1] ?? "")));
  const may = { only: patterns(rule.only), packages: patterns(rule.packages), never: patterns(rule.never) };
  const refused = imports.filter((each) => !isAllowed(each, may));
  return refused.map(({ specifier }) => `${rule.name}: ${file} imports ${specifier}; ${rule.says}`);
}

function isAllowed({ specifier, local }, { only, packages, never }) {
  if (local === undefined) return true;
  const target = local ?? specifier;
  const list = local === null ? packages : only;
  if (list && !list.some((pattern) => pattern.test(target))) return false;
  return !never?.some((pattern) => pattern.test(target));
}

/** Each circle of files once, beginning with its first file in the alphabet. */
function cycles(graph) {
  const next = new Map(graph.map(({ file, imports }) => [file, imports.map(({ local }) => local).filter(Boolean)]));
  const done = new Set();
  const found = new Set();
  const visit = (file, path) => {
    const start = path.indexOf(file);
    if (start >= 0) return void found.add(nameCircle(path.slice(start)));
    if (done.has(file)) return;
    for (const target of next.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return [...found];
}

function nameCircle(files) {
  const first = files.indexOf([...files].sort()[0]);
  const circle = [...files.slice(first), ...files.slice(0, first)];
  return `no-circular: ${[...circle, circle[0]].join(" -> ")}`;
}
