import { icuArguments } from "./icu-arguments.mjs";

/** One line for each text that is missing, empty or malformed, or has other arguments than in another language. */
export function faultsBetweenLanguages({ languages }) {
  const keys = [...new Set(languages.flatMap(({ texts }) => texts.map(([key]) => key)))];
  return keys.flatMap((key) => {
    const read = languages.map(({ file, texts }) => ({ file, ...readText(texts, key) }));
    const faults = read.flatMap(({ file, fault }) => (fault ? [`${file}: "${key}" ${fault}`] : []));
    return faults.length > 0 ? faults : faultsOfArguments(key, read);
  });
}

function readText(texts, key) {
  const text = texts.find(([name]) => name === key)?.[1];
  if (text === undefined) return { fault: "is missing" };
  if (text.trim() === "") return { fault: "is empty" };
  try {
    return { takes: [...icuArguments(text)].sort().join(", ") };
  } catch (error) {
    return { fault: `is malformed: ${error.message}` };
  }
}

function faultsOfArguments(key, [first, ...others]) {
  return others
    .filter(({ takes }) => takes !== first.takes)
    .map(({ file, takes }) => `${file}: "${key}" takes (${takes}), but (${first.takes}) in ${first.file}`);
}

/** One line for each text that no code names. */
export function unusedTexts({ namespace, languages }, mentions) {
  const [first] = languages;
  return first.texts
    .map(([key]) => key)
    .filter((key) => !mentions.some((file) => isNamed([key, `${namespace}.${key}`], file)))
    .map((key) => `${first.file}: "${key}" is used nowhere`);
}

function isNamed(names, { namespaces, keys }) {
  return names.some((name) =>
    namespaces
      .filter((namespace) => name.startsWith(namespace))
      .some((namespace) => keys.some((key) => new RegExp(`^${key}$`).test(name.slice(namespace.length)))),
  );
}
