/** The names of the arguments of an ICU message, those inside plural and select branches included. Throws when it is malformed. */
export function icuArguments(message) {
  const names = new Set();
  const end = readMessage(message, 0, names);
  if (end !== message.length) throw new SyntaxError("a closing brace without its opening one");
  return names;
}

/** Reads up to the brace that ends this message, or to the end of the text; returns where that is. */
function readMessage(text, from, names) {
  let at = from;
  while (at < text.length && text[at] !== "}") at = text[at] === "{" ? readArgument(text, at + 1, names) : at + 1;
  return at;
}

const head = /\s*(\w+)\s*(?:,\s*(?:plural|select|selectordinal)\s*,\s*|,[^{}]*)?/y;
const branch = /(?:=\d+|\w+)\s*\{/y;
const space = /\s*/y;

function readArgument(text, from, names) {
  const [, name] = mustMatch(head, text, from);
  names.add(name);
  let at = head.lastIndex;
  while (text[at] !== "}") {
    mustMatch(branch, text, at);
    const end = readMessage(text, branch.lastIndex, names);
    mustMatch(space, text, end + 1);
    at = space.lastIndex;
  }
  return at + 1;
}

function mustMatch(pattern, text, at) {
  pattern.lastIndex = at;
  const match = at <= text.length ? pattern.exec(text) : null;
  if (!match) throw new SyntaxError(`nothing that fits at "${text.slice(at, at + 12)}"`);
  return match;
}
