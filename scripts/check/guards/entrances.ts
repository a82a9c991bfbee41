import { type ExportNamedDeclaration, type Expression, parseSync, type Statement, Visitor } from "oxc-parser";

/** A door that anybody on the network can knock at; `guard` is what it was made by, null where it stands open. */
export type Entrance = { name: string; guard: string | null };

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const guardsCome = ["@/lib/host/form-action", "@/lib/host/two-factor"];

/** The handlers of a route file, and every server action a file exports or hides inside. */
export function entrancesOf(file: string, source: string): Entrance[] {
  const { body } = parse(file, source);
  const isRoute = /(^|\/)route\.[tj]sx?$/.test(file);
  const isActions = body.some((each) => "directive" in each && each.directive === "use server");
  const exported = isRoute || isActions ? body.flatMap((statement) => exportsOf(file, statement)) : [];
  const entrances = exported.map(({ name, value }) => ({ name, guard: value && guardOf(value, body) }));
  if (isActions) return entrances;
  return [...entrances.filter(({ name }) => methods.includes(name)), ...hiddenActions(file, source)];
}

function parse(file: string, source: string) {
  const { program, errors } = parseSync(file, source);
  if (errors[0]) throw new Error(`${file} cannot be parsed: ${errors[0].message}`);
  return program;
}

/** A function that declares itself an action in the middle of a file has no guard that could be seen. */
function hiddenActions(file: string, source: string): Entrance[] {
  const found: Entrance[] = [];
  new Visitor({
    ExpressionStatement: (statement) => {
      if ("directive" in statement && statement.directive === "use server")
        found.push({ name: "(inside)", guard: null });
    },
  }).visit(parse(file, source));
  return found;
}

type Exported = { name: string; value: Expression | null };

function exportsOf(file: string, statement: Statement): Exported[] {
  if (statement.type === "ExportAllDeclaration") throw new Error(`${file}: say by name what is exported`);
  if (statement.type === "ExportDefaultDeclaration") return [{ name: "default", value: null }];
  if (statement.type !== "ExportNamedDeclaration" || statement.exportKind === "type") return [];
  return [
    ...declared(statement),
    ...statement.specifiers.map(({ exported }) => ({ name: nameOf(exported), value: null })),
  ];
}

function declared({ declaration }: ExportNamedDeclaration): Exported[] {
  if (declaration?.type === "VariableDeclaration") {
    return declaration.declarations.map(({ id, init }) => ({ name: nameOf(id), value: init }));
  }
  if (declaration?.type !== "FunctionDeclaration") return [];
  return [{ name: nameOf(declaration.id), value: onlyCall(declaration.body?.body ?? []) }];
}

/** The one thing a function does, where that is to call something with what it was given. */
function onlyCall(statements: Statement[]): Expression | null {
  const [statement] = statements;
  if (statements.length !== 1) return null;
  if (statement?.type === "ReturnStatement") return statement.argument;
  if (statement?.type !== "ExpressionStatement") return null;
  return statement.expression.type === "AwaitExpression" ? statement.expression.argument : statement.expression;
}

/** Follows `call` through the constants of the file to the imported function that made what is called. */
function guardOf(call: Expression, body: Statement[]): string | null {
  if (call.type !== "CallExpression" || call.callee.type !== "Identifier") return null;
  const { name } = call.callee;
  if (isImported(name, body)) return name;
  const constants = body.flatMap((each) => (each.type === "VariableDeclaration" ? each.declarations : []));
  const made = constants.find(({ id }) => nameOf(id) === name)?.init;
  return made?.type === "CallExpression" && made.callee.type === "Identifier" && isImported(made.callee.name, body)
    ? made.callee.name
    : null;
}

function isImported(name: string, body: Statement[]): boolean {
  const imports = body.filter((each) => each.type === "ImportDeclaration");
  return imports.some(
    ({ source, specifiers }) =>
      guardsCome.includes(source.value) && specifiers.some(({ local }) => local.name === name),
  );
}

function nameOf(node: object | null): string {
  return node && "name" in node ? String(node.name) : "(computed)";
}
