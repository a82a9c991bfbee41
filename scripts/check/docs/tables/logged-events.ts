import { parseSync, Visitor } from "oxc-parser";
import { compareLists, rowsOf, wordsIn } from "./tables";

type Node = { type: string; [field: string]: unknown };

/** "event (level)" for every line that this source writes to the log. */
export function loggedEventsOf(file: string, source: string): string[] {
  // Most files do not log, and parsing a file takes time.
  if (!/\blog\s*\.\s*(info|warn|error)\b/.test(source)) return [];
  const { program, errors } = parseSync(file, source);
  if (errors[0]) throw new Error(`${file} cannot be parsed: ${errors[0].message}`);
  const values = new Map<string, Node>();
  const calls: { level: string; event: Node }[] = [];
  new Visitor({
    VariableDeclarator: ({ id, init }) => {
      if (id.type === "Identifier" && init) values.set(id.name, init as unknown as Node);
    },
    CallExpression: (call) => {
      const level = levelOf(call.callee as unknown as Node);
      const event = call.arguments[0] as unknown as Node | undefined;
      if (level && event) calls.push({ level, event });
    },
  }).visit(program);
  return calls.flatMap(({ level, event }) => {
    const names = literalsOf(event, values);
    if (names.length === 0) throw new Error(`${file}: the event of a log.${level} cannot be read`);
    return names.map((name) => `${name} (${level})`);
  });
}

/** "info" for `log.info` and `ports.log.info`. */
function levelOf(callee: Node): string | null {
  if (callee.type !== "MemberExpression") return null;
  const level = (callee.property as Node).name;
  const owner = callee.object as Node;
  const name = owner.type === "MemberExpression" ? (owner.property as Node).name : owner.name;
  return name === "log" && /^(info|warn|error)$/.test(String(level)) ? String(level) : null;
}

function literalsOf(node: Node, values: Map<string, Node>): string[] {
  if (node.type === "Literal") return [String(node.value)];
  if (node.type === "ConditionalExpression")
    return [...literalsOf(node.consequent as Node, values), ...literalsOf(node.alternate as Node, values)];
  const value = node.type === "Identifier" ? values.get(String(node.name)) : undefined;
  return value ? literalsOf(value, values) : [];
}

/** Compares rows "| `event`, `event` | level | ... |" with the events of the code. */
export function compareLoggedEvents(text: string, events: readonly string[]): string[] {
  const documented = rowsOf(text).flatMap(([names, level]) => wordsIn(names).map((name) => `${name} (${level})`));
  return compareLists("the table of logged events", documented, [...new Set(events)].sort());
}
