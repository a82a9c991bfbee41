import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { entrancesIn, exportsOf, reachedData, readProject } from "./guarded-data";
import { boundary } from "./guarded-data.data";

/** What reaches somebody's data without a guard, and why that is right. */
const exceptions = [
  // Everybody's mail, in the demo only; elsewhere 404.
  "app/(demo)/inbox/page.tsx default -> lib/host/mailbox/demo-inbox.ts listInbox",
  // For the pending sign-in of this browser's own cookie.
  "app/(two-factor)/actions.ts resendSignInCode -> lib/host/two-factor.ts twoFactor.resendCode",
  "app/(two-factor)/actions.ts switchSignInChannel -> lib/host/two-factor.ts twoFactor.switchChannel",
  "app/api/inbox/route.ts GET -> lib/host/mailbox/demo-inbox.ts listInbox",
  // Whether there is a demo mailbox, for the link to it.
  "app/layout.tsx default -> lib/host/mailbox/demo-inbox.ts demoInbox",
];

const unguarded = (planted?: Record<string, string>) =>
  reachedData(readProject(planted))
    .filter(({ guarded }) => !guarded)
    .map(({ entrance, data }) => `${entrance} -> ${data}`);

/** What the planted file itself, or what Next.js calls in it, reaches unguarded. */
const planted = (file: string, source: string, more: Record<string, string> = {}) =>
  unguarded({ [file]: source, ...more }).filter((each) => each.startsWith(file) && !exceptions.includes(each));

// Attack: a page, a handler or an action that somebody added in a hurry reads or changes what belongs to a person, and
// asks nobody who they are.
describe("what belongs to a person", () => {
  it("is reached behind a guard only, from every page, handler and action", () => {
    expect(unguarded()).toEqual(exceptions);
  });

  it("is reached from where it is expected, so that the walk is known to see", () => {
    const seen = reachedData(readProject()).map(({ entrance, data }) => `${entrance} -> ${data}`);
    expect(seen).toEqual(
      expect.arrayContaining([
        "app/(host)/account/page.tsx default -> lib/host/people/users.ts readPerson",
        "app/(host)/account/export/[id]/file/route.ts GET -> lib/host/personal-data.ts readPersonalData",
        "app/(host)/actions.ts setLanguage -> lib/host/people/users.ts saveLanguage",
        "app/(two-factor)/account/security/page.tsx default -> lib/host/two-factor.ts twoFactor.viewTwoStep",
        "app/(two-factor)/account/security/page.tsx default -> lib/host/approvals.ts listReceipts",
      ]),
    );
    if (!existsSync("app/(shop)")) return;
    expect(seen).toEqual(
      expect.arrayContaining([
        "app/(shop)/orders/[id]/page.tsx default -> lib/shop/orders/read-order.ts readOrder",
        "app/(shop)/actions.ts addToCart -> lib/shop/cart/change-cart.ts addToCart",
        "app/(shop)/cart/page.tsx default -> lib/shop/cart/read-cart.ts readCart",
      ]),
    );
  });

  it("names every export of the files at which the walk stops", () => {
    const project = readProject();
    for (const [file, meanings] of Object.entries(boundary))
      expect(exportsOf(project, file).sort(), file).toEqual(Object.keys(meanings).sort());
  });

  const guardedFiles = [...new Set(entrancesIn(readProject()).map(({ file }) => file))].filter((file) =>
    /await (requireSession|currentSession|cartOwner)\(/.test(readFileSync(file, "utf8")),
  );

  it.each(guardedFiles)("is reached without one as soon as the guard is taken out of %s", (file) => {
    const source = readFileSync(file, "utf8");
    const without = source.replaceAll(/\b(requireSession|currentSession|cartOwner)\(/g, "nobody(");
    expect(planted(file, without)).not.toEqual([]);
  });
});

const person = 'import { readPerson } from "@/lib/host/people/users";';
const session = 'import { currentSession, requireSession } from "@/lib/host/two-factor";';

describe("the walk finds", () => {
  it.each<[string, string, string, Record<string, string>?]>([
    [
      "a page without a guard",
      "app/x/page.tsx",
      `${person} export default async function Page({ params }) { return (await readPerson((await params).id)).name; }`,
    ],
    [
      "a guard that comes too late",
      "app/x/page.tsx",
      `${person} ${session} export default async function Page({ id }) { const p = await readPerson(id); await requireSession({ next: "/x" }); return p.name; }`,
    ],
    [
      "a title that tells a name",
      "app/x/page.tsx",
      `${person} ${session} export async function generateMetadata({ id }) { return { title: (await readPerson(id)).name }; }
       export default async function Page() { await requireSession({ next: "/x" }); return null; }`,
    ],
    [
      "a component that reads for itself",
      "app/x/page.tsx",
      'import { Card } from "./card"; export default function Page({ id }) { return <Card id={id} />; }',
      {
        "app/x/card.tsx": `${person} export async function Card({ id }) { return <p>{(await readPerson(id)).name}</p>; }`,
      },
    ],
    [
      "a layout",
      "app/x/layout.tsx",
      `${person} export default async function Layout({ id, children }) { await readPerson(id); return children; }`,
    ],
    [
      "a handler with the database in its hands",
      "app/x/route.ts",
      'import { db } from "@/lib/host/server/db"; export async function GET() { return Response.json(await db.user.findMany()); }',
    ],
    [
      "a statement on a person's table",
      "app/x/route.ts",
      'import { db } from "@/lib/host/server/db"; export const GET = async () => Response.json(await db.$queryRaw`SELECT * FROM shop_order`);',
    ],
    [
      "a statement that cannot be read",
      "app/x/route.ts",
      'import { db } from "@/lib/host/server/db"; import { sql } from "./sql"; export const GET = async () => Response.json(await db.$queryRawUnsafe(sql));',
      { "app/x/sql.ts": 'export const sql = "SELECT";' },
    ],
    [
      "the pool beside the client",
      "app/x/route.ts",
      'import { pool } from "@/lib/host/server/db"; export const GET = async () => Response.json(await pool.query("SELECT"));',
    ],
    [
      "an action whose form is guarded, but not its person",
      "app/x/actions.ts",
      `"use server"; import { formAction } from "@/lib/host/form-action"; import { saveLanguage } from "@/lib/host/people/users";
       const go = formAction({}, async ({ id, locale }) => saveLanguage(id, locale)); export async function x(form) { await go(form); }`,
    ],
    [
      "an action outside app",
      "components/x.ts",
      `"use server"; ${person} export async function x(id) { return readPerson(id); }`,
    ],
    [
      "a call on the add-on",
      "app/x/route.ts",
      'import { twoFactor } from "@/lib/host/two-factor"; export const GET = async () => Response.json(await twoFactor().viewTwoStep({ accountId: "x" }));',
    ],
    [
      "somebody's receipts",
      "app/x/route.ts",
      'import { listReceipts } from "@/lib/host/approvals"; export const GET = async () => Response.json(await listReceipts({ accountId: "x", limit: 9 }));',
    ],
    [
      "a detour over a file of one's own, under another name",
      "app/x/route.ts",
      'import { b as c } from "./b"; export const GET = async () => Response.json(await c("x"));',
      { "app/x/b.ts": `${person} const a = (id) => readPerson(id); export { a as b };` },
    ],
    [
      "a handler handed on from elsewhere",
      "app/x/route.ts",
      'export { a as GET } from "./a";',
      { "app/x/a.ts": `${person} export const a = async () => Response.json(await readPerson("x"));` },
    ],
  ])("%s", (_, file, source, more) => {
    expect(planted(file, source, more)).not.toEqual([]);
  });

  it("nothing where a guard comes first, and nothing on the shelf", () => {
    const guarded = `${person} ${session} export default async function Page() {
      const { accountId } = await requireSession({ next: "/x" }); return (await readPerson(accountId)).name; }`;
    expect(planted("app/x/page.tsx", guarded)).toEqual([]);
    const shelf =
      'import { db } from "@/lib/host/server/db"; export const GET = async () => Response.json(await db.product.findMany());';
    expect(planted("app/x/route.ts", shelf)).toEqual([]);
  });

  it("names that could hide something, and says so", () => {
    expect(() => planted("app/x/route.ts", 'export * from "./a";')).toThrow("by name");
    expect(() =>
      planted("app/x/route.ts", 'import * as users from "@/lib/host/people/users"; export const GET = 1;'),
    ).toThrow("by name");
  });
});
