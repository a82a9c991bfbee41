import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { entrancesOf } from "./entrances";

/** Every way in, by hand: whoever adds one says here what guards it, and why where nothing does. */
const entrances = [
  "app/(host)/actions.ts signIn: formAction",
  "app/(host)/actions.ts setLanguage: formAction",
  "app/(host)/sign-out/route.ts POST: guarded",
  "app/(host)/account/actions.ts changeAddress: formAction",
  "app/(host)/account/actions.ts changeEmail: formAction",
  "app/(host)/account/actions.ts changeName: formAction",
  "app/(host)/account/actions.ts changePassword: formAction",
  "app/(host)/account/actions.ts confirmEmail: formAction",
  "app/(host)/account/actions.ts deleteAccount: formAction",
  "app/(host)/account/actions.ts exportData: formAction",
  // Reads what an approval released, for the session that approved it.
  "app/(host)/account/export/[id]/file/route.ts GET: nothing",
  "app/(two-factor)/actions.ts answerSignIn: formAction",
  "app/(two-factor)/actions.ts resendSignInCode: formAction",
  "app/(two-factor)/actions.ts switchSignInChannel: formAction",
  "app/(two-factor)/account/security/actions.ts changePhone: formAction",
  "app/(two-factor)/account/security/actions.ts chooseChannel: formAction",
  "app/(two-factor)/account/security/actions.ts confirmPhone: formAction",
  "app/(two-factor)/account/security/actions.ts removePhone: formAction",
  "app/(two-factor)/account/security/actions.ts switchTwoStep: formAction",
  "app/(two-factor)/approve/actions.ts approveAction: formAction",
  "app/(two-factor)/approve/actions.ts declineAction: formAction",
  "app/(two-factor)/approve/actions.ts proposeActionAgain: formAction",
  "app/(two-factor)/approve/actions.ts resendApprovalCode: formAction",
  "app/(two-factor)/approve/actions.ts switchApprovalChannel: formAction",
  // Tells a token that is worth something with the cookies of this very request only.
  "app/(two-factor)/api/form-token/route.ts GET: nothing",
  // Reads for the session and browser that proposed it.
  "app/(two-factor)/api/approvals/[id]/route.ts GET: nothing",
  "app/(two-factor)/api/approvals/[id]/again/route.ts POST: guardedJson",
  "app/(two-factor)/api/approvals/[id]/approve/route.ts POST: guardedJson",
  "app/(two-factor)/api/approvals/[id]/decline/route.ts POST: guardedJson",
  "app/(two-factor)/api/approvals/[id]/other-channel/route.ts POST: guardedJson",
  "app/(two-factor)/api/approvals/[id]/resend/route.ts POST: guardedJson",
  "app/api/account/export/route.ts POST: guardedJson",
  // NextAuth's own readers: its token, its providers, the session of the cookie that came along.
  "app/api/auth/[...nextauth]/route.ts GET: nothing",
  "app/api/auth/[...nextauth]/route.ts POST: guarded",
  // Nothing personal; a load balancer has no cookies.
  "app/api/health/live/route.ts GET: nothing",
  "app/api/health/ready/route.ts GET: nothing",
  // Everybody's mail, in the demo only; elsewhere 404.
  "app/api/inbox/route.ts GET: nothing",
  "app/api/webhooks/resend/route.ts POST: signedReport",
  "app/api/webhooks/twilio/route.ts POST: signedReport",
];

/** Those of the demo shop, which may be gone. */
const shopEntrances = [
  "app/(shop)/actions.ts addToCart: formAction",
  "app/(shop)/actions.ts changeQuantity: formAction",
  "app/(shop)/actions.ts placeOrder: formAction",
  "app/(shop)/actions.ts saveAddress: formAction",
  "app/(shop)/actions.ts deliverToOwnAddress: formAction",
  "app/(shop)/api/orders/route.ts POST: guardedJson",
];

function sources(): string[] {
  const folders = ["app", "components", "lib"];
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return [...files, "proxy.ts", "instrumentation.ts"].filter((file) => /(?<!\.test)\.tsx?$/.test(file));
}

const found = () =>
  sources().flatMap((file) =>
    entrancesOf(file, readFileSync(file, "utf8")).map(({ name, guard }) => `${file} ${name}: ${guard ?? "nothing"}`),
  );

// Attack: a handler or an action that was added in a hurry answers whoever calls it, without a look at who that is.
// Every one is listed; every one that changes something is made by a guard.
describe("every handler and every server action", () => {
  it("is listed here with its guard", () => {
    const listed = [...entrances, ...(existsSync("app/(shop)") ? shopEntrances : [])];
    expect(found().sort()).toEqual(listed.sort());
  });

  it("is made by a guard when it is there to change something", () => {
    const open = found().filter((each) => each.endsWith(": nothing") && !/ (GET|HEAD|OPTIONS): /.test(each));
    expect(open).toEqual([]);
  });
});

const imports = 'import { formAction } from "@/lib/host/form-action"; import { guarded } from "@/lib/host/two-factor";';
const seen = (file: string, source: string) => entrancesOf(file, source).map(({ guard }) => guard);

describe("a guard is seen", () => {
  it.each([
    ["a route made by it", "app/x/route.ts", `${imports} export const POST = guarded(async () => {});`, "guarded"],
    [
      "an action that only calls what it made",
      "app/x/actions.ts",
      `"use server"; ${imports} const go = formAction({}, f); export async function x(_, form) { return go(form); }`,
      "formAction",
    ],
    [
      "an action that awaits it",
      "app/x/actions.ts",
      `"use server"; ${imports} const go = formAction({}, f); export async function x(form) { await go(form); }`,
      "formAction",
    ],
  ])("in %s", (_, file, source, guard) => {
    expect(seen(file, source)).toEqual([guard]);
  });

  it.each([
    ["a route without one", "app/x/route.ts", "export async function POST() {}"],
    ["a route handed on from elsewhere", "app/x/route.ts", 'export { POST } from "./other";'],
    ["a route under another name", "app/x/route.ts", "const handler = 1; export { handler as DELETE };"],
    ["a guard of its own making", "app/x/route.ts", "const guarded = (f) => f; export const PUT = guarded(f);"],
    ["a guard from elsewhere", "app/x/route.ts", 'import { guarded } from "./x"; export const PATCH = guarded(f);'],
    ["an action without one", "app/x/actions.ts", '"use server"; export async function x(form) { return save(form); }'],
    [
      "an action that does something first",
      "app/x/actions.ts",
      `"use server"; ${imports} const go = formAction({}, f); export async function x(form) { save(form); return go(form); }`,
    ],
    ["an arrow as an action", "lib/x.ts", '"use server"; export const x = async (form) => save(form);'],
    ["a default action", "lib/x.ts", '"use server"; export default async function x(form) { save(form); }'],
    [
      "an action inside a component",
      "components/x.tsx",
      'export function X() { async function y() { "use server"; } }',
    ],
  ])("to be missing in %s", (_, file, source) => {
    expect(seen(file, source)).toEqual([null]);
  });

  it("to be out of sight behind a star", () => {
    expect(() => entrancesOf("app/x/route.ts", 'export * from "./other";')).toThrow("by name");
  });
});
