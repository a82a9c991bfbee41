import { type ExportNamedDeclaration, type Expression, type Program, parseSync } from "oxc-parser";

/** A name at the top of a file, and everything it mentions, in the order in which that is evaluated. */
export type Symbols = {
  /** What each top-level name mentions. */
  mentions: Map<string, Mention[]>;
  /** Exported name -> name inside the file. */
  exports: Map<string, string>;
  /** Local name -> where it comes from. */
  imports: Map<string, { specifier: string; name: string }>;
  isActions: boolean;
};

/** `members`: what is reached from it by dots and calls, as in `db.user.findUnique` or `twoFactor().ping`. */
export type Mention = { name: string; members: string[] } | { sql: string };

type Node = { type: string; [field: string]: unknown };

/** Reads a file far enough to follow who calls whom. Throws where a name could hide: star exports, namespaces. */
export function symbolsOf(file: string, source: string): Symbols {
  const { program, errors } = parseSync(file, source);
  if (errors[0]) throw new Error(`${file} cannot be parsed: ${errors[0].message}`);
  const symbols: Symbols = {
    mentions: new Map(),
    exports: new Map(),
    imports: new Map(),
    isActions: program.body.some((each) => "directive" in each && each.directive === "use server"),
  };
  for (const statement of program.body) read(file, statement, symbols);
  return symbols;
}

function read(file: string, statement: Program["body"][number], symbols: Symbols): void {
  if (statement.type === "ExportAllDeclaration") throw new Error(`${file}: say by name what is exported`);
  if (statement.type === "ImportDeclaration") readImport(file, statement as unknown as Node, symbols);
  else if (statement.type === "ExportNamedDeclaration") readExport(statement, symbols);
  else if (statement.type === "ExportDefaultDeclaration") {
    symbols.exports.set("default", "default");
    symbols.mentions.set("default", mentionsIn(statement.declaration));
  } else declare(statement, symbols, false);
}

function readExport(statement: ExportNamedDeclaration, symbols: Symbols): void {
  if (statement.declaration) declare(statement.declaration, symbols, true);
  for (const { local, exported } of statement.specifiers) {
    // A name of its own inside, which mentions what is handed on.
    const [from, outside] = [nameOf(local), nameOf(exported)];
    const inside = `export ${outside}`;
    const source = statement.source && { specifier: statement.source.value, name: from };
    if (source) symbols.imports.set(`${inside} from`, source);
    symbols.mentions.set(inside, [{ name: source ? `${inside} from` : from, members: [] }]);
    symbols.exports.set(outside, inside);
  }
}

function readImport(file: string, statement: Node, { imports }: Symbols): void {
  if (statement.importKind === "type") return;
  const specifier = String((statement.source as Node).value);
  for (const each of statement.specifiers as Node[]) {
    if (each.importKind === "type") continue;
    const isOurs = /^(@\/|\.)/.test(specifier);
    if (each.type === "ImportNamespaceSpecifier" && isOurs) throw new Error(`${file}: import ${specifier} by name`);
    const name = each.type === "ImportSpecifier" ? nameOf(each.imported) : "default";
    imports.set(nameOf(each.local), { specifier, name });
  }
}

function declare(statement: object, symbols: Symbols, isExported: boolean): void {
  const node = statement as Node;
  const add = (name: string, value: unknown) => {
    symbols.mentions.set(name, mentionsIn(value));
    if (isExported) symbols.exports.set(name, name);
  };
  if (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") add(nameOf(node.id), node);
  if (node.type !== "VariableDeclaration") return;
  for (const { id, init } of node.declarations as { id: Expression; init: Expression | null }[])
    for (const name of boundNames(id)) add(name, init);
}

function boundNames(pattern: unknown): string[] {
  const node = pattern as Node;
  if (node.type === "Identifier") return [nameOf(node)];
  if (node.type === "ObjectPattern")
    return (node.properties as Node[]).flatMap((each) => boundNames(each.value ?? each.argument));
  if (node.type === "ArrayPattern")
    return (node.elements as (Node | null)[]).flatMap((each) => (each ? boundNames(each) : []));
  return node.type === "AssignmentPattern" ? boundNames(node.left) : [];
}

// A function's arguments are there before it runs; so `add(await owner())` knows its owner first.
const early = ["arguments", "attributes", "quasi"];
// Names of fields and types are no mentions.
const silent = ["type", "start", "end", "parent", "typeAnnotation", "typeArguments", "typeParameters", "returnType"];

/** Mentions inside `value`, in the order of evaluation. */
function mentionsIn(value: unknown): Mention[] {
  const found: Mention[] = [];
  visit(value, [], found);
  return found;
}

function visit(value: unknown, members: string[], found: Mention[]): void {
  if (Array.isArray(value)) for (const each of value) visit(each, [], found);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  const node = value as Node;
  const isWrapper = /^TS(As|Satisfies|NonNull)/.test(node.type ?? "");
  if (/^TS/.test(node.type ?? "") && !isWrapper) return;
  if (node.type === "Identifier" || node.type === "JSXIdentifier") found.push({ name: nameOf(node), members });
  else if (node.type === "TemplateElement") found.push({ sql: String((node.value as { raw: string }).raw) });
  else if (node.type === "MemberExpression") visitMember(node, members, found);
  else if (node.type === "CallExpression") visitCall(node, members, found);
  else visitFields(node, found);
}

function visitMember({ object, property, computed }: Node, members: string[], found: Mention[]): void {
  if (computed) visit(property, [], found);
  visit(object, computed ? members : [nameOf(property), ...members], found);
}

function visitCall({ callee, arguments: given }: Node, members: string[], found: Mention[]): void {
  visit(given, [], found);
  visit(callee, members, found);
}

function visitFields(node: Node, found: Mention[]): void {
  const fields = Object.keys(node).filter((name) => !silent.includes(name) && !isFieldName(node, name));
  const inOrder = [...fields.filter((name) => early.includes(name)), ...fields.filter((name) => !early.includes(name))];
  for (const name of inOrder) visit(node[name], [], found);
}

function isFieldName(node: Node, field: string): boolean {
  if (node.type === "JSXAttribute") return field === "name";
  return (node.type === "Property" || node.type === "PropertyDefinition") && field === "key" && !node.computed;
}

function nameOf(node: unknown): string {
  return typeof node === "object" && node !== null && "name" in node ? String(node.name) : "(computed)";
}
