import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

// Types protect reading: a reader of a person's data takes a `Session`, and only a guard makes one. This test protects
// the rest: each handler and each server action is listed, and a guard makes each one that changes data.

/** All entrances, listed by hand. A new one is added here with its guard, or with the reason why it has none. */
const entrances = [
  "app/(host)/actions.ts signIn: action",
  "app/(host)/actions.ts setLanguage: action",
  "app/(host)/sign-out/route.ts POST: signOutRoute",
  "app/(host)/account/actions.ts changeAddress: action",
  "app/(host)/account/actions.ts changeEmail: action",
  "app/(host)/account/actions.ts changeName: action",
  "app/(host)/account/actions.ts changePassword: action",
  "app/(host)/account/actions.ts confirmEmail: action",
  "app/(host)/account/actions.ts deleteAccount: action",
  "app/(host)/account/actions.ts exportData: action",
  // Reads the data that an approval released, for the session that approved it.
  "app/(host)/account/export/[id]/file/route.ts GET: nothing",
  "app/(two-factor)/account/security/actions.ts changePhone: action",
  "app/(two-factor)/account/security/actions.ts chooseChannel: action",
  "app/(two-factor)/account/security/actions.ts confirmPhone: action",
  "app/(two-factor)/account/security/actions.ts removePhone: action",
  "app/(two-factor)/account/security/actions.ts switchTwoStep: action",
  "app/(two-factor)/approve/actions.ts submitApproval: approvalForm",
  "app/(two-factor)/verify/actions.ts submitSignIn: signInForm",
  // Its token is valid only with the cookies of the same request.
  "app/(two-factor)/api/form-token/route.ts GET: formTokenRoute",
  "app/(two-factor)/api/approvals/[...path]/route.ts GET: approvalRoutes",
  "app/(two-factor)/api/approvals/[...path]/route.ts POST: approvalRoutes",
  "app/api/account/export/route.ts POST: proposalRoute",
  "app/api/auth/[...nextauth]/route.ts GET: authRoutes",
  "app/api/auth/[...nextauth]/route.ts POST: authRoutes",
  // No personal data; a load balancer has no cookies.
  "app/api/health/live/route.ts GET: nothing",
  "app/api/health/ready/route.ts GET: nothing",
  // The mail of all demo people, in the demo only; elsewhere 404.
  "app/api/inbox/route.ts GET: nothing",
  "app/api/webhooks/[provider]/route.ts POST: reportRoute",
];

/** The entrances of the demo shop, which may have been removed. */
const shopEntrances = [
  "app/(shop)/actions.ts addToCart: action",
  "app/(shop)/actions.ts changeQuantity: action",
  "app/(shop)/actions.ts placeOrder: action",
  "app/(shop)/actions.ts saveAddress: action",
  "app/(shop)/actions.ts deliverToOwnAddress: action",
  "app/(shop)/api/orders/route.ts POST: proposalRoute",
];

const everySource = () =>
  ["app", "components", "lib"]
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)))
    .filter((file) => /\.tsx?$/.test(file));
const sources = () => everySource().filter((file) => !/\.test\.tsx?$|^lib\/two-factor\//.test(file));

/** The exports of a route file or a file of actions, with the function of lib/host/two-factor.ts that made each. */
function entrancesOf(file: string, source: string): string[] {
  const isActions = /^\s*["']use server["']/.test(source);
  if (!isActions && !/(^|\/)route\.tsx?$/.test(file)) return [];
  const guards = /import \{([^}]*)\} from "@\/lib\/host\/two-factor";/.exec(source)?.[1]?.split(",") ?? [];
  const isGuard = (name: string | undefined) => guards.some((each) => each.trim() === name);
  return [...source.matchAll(/^export (?!type )(.*)$/gm)].flatMap(([, text = ""]) => {
    const [, names, maker] = /^const (\w+|\{[\w, ]+\}) = (\w+)[(;]/.exec(text) ?? [];
    const name = /^(?:async )?function (\w+)/.exec(text)?.[1];
    const made = names?.match(/\w+/g) ?? [name ?? `(${text})`];
    return made.map((each) => `${file} ${each}: ${isGuard(maker) ? maker : "nothing"}`);
  });
}

/** Functions with an inline "use server", which the list cannot see. */
function hidesAction(source: string): boolean {
  return /["']use server["']/.test(source.replace(/^\s*["']use server["'];?/, ""));
}

// Attack: a stranger calls a handler or an action that was added without a guard.
describe("every handler and every server action", () => {
  const found = () => sources().flatMap((file) => entrancesOf(file, readFileSync(file, "utf8")));

  it("is listed here with its guard", () => {
    expect(found().sort()).toEqual([...entrances, ...(existsSync("app/(shop)") ? shopEntrances : [])].sort());
  });

  it("is made by a guard if it changes something", () => {
    expect(found().filter((each) => each.endsWith(": nothing") && !/ (GET|HEAD): /.test(each))).toEqual([]);
  });

  it("is in a file that the list reads", () => {
    expect(sources().filter((file) => hidesAction(readFileSync(file, "utf8")))).toEqual([]);
  });
});

const guards = 'import { action, approvalRoutes } from "@/lib/host/two-factor";\n';
const seen = (file: string, source: string) => entrancesOf(file, source).map((each) => each.replace(`${file} `, ""));

describe("the list sees", () => {
  it("an entrance that a guard made", () => {
    expect(seen("app/x/actions.ts", `"use server";\n${guards}export const x = action({}, f);`)).toEqual(["x: action"]);
    expect(seen("app/x/route.ts", `${guards}export const { GET, POST } = approvalRoutes;`)).toEqual([
      "GET: approvalRoutes",
      "POST: approvalRoutes",
    ]);
  });

  it.each([
    ["a route without one", "app/x/route.ts", "export async function POST() {}"],
    ["a route handed on from elsewhere", "app/x/route.ts", 'export { POST } from "./other";'],
    ["a route behind a star", "app/x/route.ts", 'export * from "./other";'],
    ["a guard of its own making", "app/x/route.ts", "const action = (f) => f;\nexport const PUT = action(f);"],
    ["a guard from elsewhere", "app/x/route.ts", 'import { action } from "./x";\nexport const PATCH = action(f);'],
    ["an action without one", "app/x/actions.ts", '"use server";\nexport async function x(form) { save(form); }'],
    ["an arrow as an action", "lib/x.ts", `"use server";\n${guards}export const x = async (form) => save(form);`],
    ["a default action", "lib/x.ts", '"use server";\nexport default async function x(form) { save(form); }'],
  ])("that it is missing: %s", (_, file, source) => {
    expect(seen(file, source)).toEqual([expect.stringMatching(/: nothing$/)]);
  });

  it("an action inside a component", () => {
    expect(hidesAction('export function X() { async function y() { "use server"; } }')).toBe(true);
  });
});

describe("a session", () => {
  it("is made by the guards alone: no other file casts a value to a session", () => {
    // NextAuth has its own session type, which is used there only.
    const ours = everySource().filter((file) => !file.startsWith("lib/two-factor/next-auth/"));
    const said = ours.filter((file) => /\bas (unknown as )?Session\b|<Session>/.test(readFileSync(file, "utf8")));
    expect(said.sort()).toEqual(["lib/host/testing/approvals.ts", "lib/two-factor/next/guards/session.ts"]);
  });
});
