import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { createFormAction, type Draft, type FormPage } from "@/lib/two-factor/next/forms/form-action";
import type { FormOrigin } from "@/lib/two-factor/next/guards/door";

const log = { debug() {}, info() {}, warn() {}, error() {} };
const schema = z.object({ name: z.string().max(5) });

let origin: FormOrigin | null;
let handled: { input: unknown; page: FormPage }[];
let kept: [Draft, string][];
let dropped: string[];

beforeEach(() => {
  [handled, kept, dropped] = [[], [], []];
});

const formAction = createFormAction(() => ({
  log,
  formOrigin: async () => origin,
  drafts: {
    keep: async (draft, sessionHash) => void kept.push([draft, sessionHash]),
    drop: async (form) => void dropped.push(form),
  },
}));

const place = { next: "/account", draft: "name" };
const handle = async (input: unknown, page: FormPage) => void handled.push({ input, page });

/** Where a form with these fields leads; undefined where it was handled and led nowhere. */
async function post(
  fields: [string, string][],
  at?: Parameters<typeof formAction<typeof schema.shape, void>>[2],
): Promise<string | undefined> {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  try {
    await formAction(schema, handle, at)(form);
    return undefined;
  } catch (error) {
    return String((error as { digest?: string }).digest).split(";")[2];
  }
}

const inSession = (sessionHash: string | null, isOutOfDate = false) => ({ sessionHash, isOutOfDate });

// Attack: post a form of one's own making, or one of an earlier session, so that it is done for whoever is signed in now.
describe("a form", () => {
  it("of no page of ours is not handled", async () => {
    origin = null;
    expect(await post([["name", "Robin"]], place)).toBe("/out-of-date");
    expect([handled, kept]).toEqual([[], []]);
  });

  it("of an earlier session is not handled; with a place its person comes back to it and finds what was typed", async () => {
    origin = inSession("earlier", true);
    expect(await post([["name", "Robin"]])).toBe("/out-of-date");
    expect(kept).toEqual([]);
    expect(await post([["name", "Robin the long"]], place)).toBe("/sign-in?next=%2Faccount");
    expect(kept).toEqual([[{ form: "name", values: { name: "Robin the long" } }, "earlier"]]);
    expect([handled, dropped]).toEqual([[], []]);
  });

  it("of a visitor is not handled once somebody is signed in, and nothing is kept for nobody", async () => {
    origin = inSession(null, true);
    expect(await post([["name", "Robin"]], place)).toBe("/sign-in?next=%2Faccount");
    expect([handled, kept]).toEqual([[], []]);
  });

  it("leads to no other site, whatever its place is made of", async () => {
    origin = inSession("earlier", true);
    const next = (input: { name: string } | null) => `//${input?.name}`;
    expect(await post([["name", "evil"]], { next })).toBe("/sign-in?next=%2F");
  });

  it("of this session is handled, and what was kept before is dropped", async () => {
    origin = inSession("own");
    expect(await post([["name", "Robin"]], place)).toBeUndefined();
    expect(handled).toMatchObject([{ input: { name: "Robin" }, page: { next: "/account", wasSignedIn: true } }]);
    expect(dropped).toEqual(["name"]);
  });

  it("keeps what was typed when its action finds the session over, raw and by name", async () => {
    origin = inSession("own");
    await post(
      [
        ["name", "Robin the long"],
        ["password", "x"],
      ],
      place,
    );
    expect(handled[0]?.input).toBeNull();
    await handled[0]?.page.whenSignedOut();
    expect(kept).toEqual([[{ form: "name", values: { name: "Robin the long" } }, "own"]]);
  });

  it("keeps nothing without a name to keep it under, nor for a visitor", async () => {
    origin = inSession("own");
    await post([["name", "Robin"]], { next: "/account" });
    origin = inSession(null);
    await post([["name", "Robin"]], place);
    for (const { page } of handled) await page.whenSignedOut();
    expect(kept).toEqual([]);
    expect(handled.map(({ page }) => page.wasSignedIn)).toEqual([true, false]);
  });
});
