import { parse, TYPE } from "@formatjs/icu-messageformat-parser";

/**
 * The names of the arguments of an ICU message, those inside plural and select branches included. Throws when it is
 * malformed.
 */
export function icuArguments(message) {
  return new Set(namesIn(parse(message)));
}

function namesIn(elements) {
  return elements.flatMap((element) => {
    switch (element.type) {
      case TYPE.literal:
        return mustBePlain(element.value);
      case TYPE.pound:
        return [];
      case TYPE.tag:
        return namesIn(element.children);
      case TYPE.select:
      case TYPE.plural:
        return [element.value, ...Object.values(element.options).flatMap(({ value }) => namesIn(value))];
      default:
        return [element.value];
    }
  });
}

/** The parser accepts a closing brace without an opening one as text. */
function mustBePlain(text) {
  if (/[{}]/.test(text)) throw new SyntaxError("a brace without its counterpart");
  return [];
}
