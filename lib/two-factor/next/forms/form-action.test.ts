import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type FormPage, submitForm } from "@/lib/two-factor/next/forms/form-action";
import { destinationOf, openTestSite } from "@/lib/two-factor/testing/site";

const schema = z.object({ name: z.string().max(5) });
const place = { next: "/account", draft: "name" };
type Place = { next: string | ((input: { name: string } | null) => string); draft?: string };

/** A form that was shown in the session `shownIn`, and is sent in the session `sentIn`. */
async function openForm({
  shownIn = null,
  sentIn = shownIn,
}: {
  shownIn?: string | null;
  sentIn?: string | null;
} = {}) {
  const twoFactor = { ownerOfSession: async () => "robin" };
  const { site, signedIn, token, cookies, events } = openTestSite({ twoFactor }, shownIn);
  const csrf = await token();
  signedIn.id = sentIn;
  const handled: { input: unknown; page: FormPage }[] = [];
  const handle = async (input: unknown, page: FormPage) => void handled.push({ input, page });
  const send = (fields: [string, string][], at?: Place, given = csrf) => {
    const form = new FormData();
    for (const [name, value] of [["csrf", given] as [string, string], ...fields]) form.append(name, value);
    return destinationOf(() => submitForm(site, { schema, handle, place: at }, form));
  };
  /** What is kept in this browser, as it is sealed. */
  const kept = () => {
    const text = site.drafts.unseal(cookies.get("__Host-countersign.draft") ?? "");
    return text === null ? null : JSON.parse(text);
  };
  return { site, send, handled, kept, events };
}

// Attack: post a form of one's own making, or one of an earlier session, so that it is done for the person who is signed in now.
describe("a form", () => {
  it("of no page of ours is not handled", async () => {
    const { send, handled, kept, events } = await openForm({ shownIn: "own" });
    expect(await send([["name", "Robin"]], place, "made up")).toBe("/out-of-date");
    expect([handled, kept(), events]).toEqual([[], null, ["csrf_refused"]]);
  });

  it("that is no form at all is not handled", async () => {
    const { site, handled } = await openForm();
    const handle = async () => void handled.push();
    for (const given of [undefined, null, "name=Robin", { name: "Robin" }])
      expect(await destinationOf(() => submitForm(site, { schema, handle }, given))).toBe("/out-of-date");
  });

  it("of an earlier session is not handled; with a place its person comes back to it and finds what was typed", async () => {
    const { send, handled, kept } = await openForm({ shownIn: "earlier", sentIn: "later" });
    expect(await send([["name", "Robin"]])).toBe("/out-of-date");
    expect(kept()).toBeNull();
    expect(await send([["name", "Robin the long"]], place)).toBe("/sign-in?next=%2Faccount");
    expect(kept()).toMatchObject({ form: "name", values: { name: "Robin the long" }, accountId: "robin" });
    expect(handled).toEqual([]);
  });

  it("of a visitor is not handled once somebody is signed in, and nothing is kept for nobody", async () => {
    const { send, handled, kept } = await openForm({ shownIn: null, sentIn: "own" });
    expect(await send([["name", "Robin"]], place)).toBe("/sign-in?next=%2Faccount");
    expect([handled, kept()]).toEqual([[], null]);
  });

  it("leads to no other site, whatever its place is made of", async () => {
    const { send } = await openForm({ shownIn: "earlier", sentIn: "later" });
    const next = (input: { name: string } | null) => `//${input?.name}`;
    expect(await send([["name", "evil"]], { next })).toBe("/sign-in?next=%2F");
  });

  it("of this session is handled, and what was kept before is dropped", async () => {
    const { send, handled, kept } = await openForm({ shownIn: "own" });
    await send([["name", "Robin"]], place);
    await handled[0]?.page.whenSignedOut();
    expect(kept()).toMatchObject({ form: "name" });
    expect(await send([["name", "Robin"]], place)).toBeUndefined();
    expect(handled[1]).toMatchObject({ input: { name: "Robin" }, page: { next: "/account", wasSignedIn: true } });
    expect(kept()).toBeNull();
  });

  it("keeps what was typed when its action finds the session over, raw and by name", async () => {
    const { send, handled, kept } = await openForm({ shownIn: "own", sentIn: null });
    await send(
      [
        ["name", "Robin the long"],
        ["password", "x"],
      ],
      place,
    );
    expect(handled[0]?.input).toBeNull();
    await handled[0]?.page.whenSignedOut();
    expect(kept()?.values).toEqual({ name: "Robin the long" });
  });

  it("keeps nothing without a name to keep it under, nor for a visitor", async () => {
    const signedIn = await openForm({ shownIn: "own" });
    await signedIn.send([["name", "Robin"]], { next: "/account" });
    const visitor = await openForm();
    await visitor.send([["name", "Robin"]], place);
    for (const { handled } of [signedIn, visitor]) await handled[0]?.page.whenSignedOut();
    expect([signedIn.kept(), visitor.kept()]).toEqual([null, null]);
    expect([signedIn, visitor].map(({ handled }) => handled[0]?.page.wasSignedIn)).toEqual([true, false]);
  });
});
