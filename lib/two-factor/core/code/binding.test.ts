// Attack: have a code for one thing taken for another, that differs in a single part which the code is not tied to.
import { describe, expect, it } from "vitest";
import { bindingOfApproval, bindingOfSealed, bindingOfSignIn } from "@/lib/two-factor/core/code/binding";

const sealed = {
  accountId: "alice",
  action: "buy",
  input: { note: "" },
  binds: { total: 4990 },
  lines: [{ id: "total", label: "Total", value: "49.90" }],
  locale: "en",
};
const line = { id: "total", label: "Total", value: "49.90" };

describe("what an approval's code is bound to", () => {
  it.each([
    ["account", { accountId: "bob" }],
    ["action", { action: "give" }],
    ["input", { input: { note: "x" } }],
    ["bound facts", { binds: { total: 8990 } }],
    ["bound facts, a number for a text", { binds: { total: "4990" } }],
    ["language", { locale: "de" }],
    ["value of a line", { lines: [{ ...line, value: "4.99" }] }],
    ["label of a line", { lines: [{ ...line, label: "Discount" }] }],
    ["name of a line", { lines: [{ ...line, id: "discount" }] }],
    ["number of lines", { lines: [line, line] }],
    ["place where a label ends", { lines: [{ ...line, label: "Total4", value: "9.90" }] }],
  ])("is another one with another %s", (_, difference) => {
    expect(bindingOfSealed({ ...sealed, ...difference })).not.toEqual(bindingOfSealed(sealed));
  });

  it("is the same whatever the order in which fields were written", () => {
    const binds = { a: 1, b: { c: 2, d: 3 } };
    const reordered = { b: { d: 3, c: 2 }, a: 1 };
    expect(bindingOfSealed({ ...sealed, binds: reordered })).toEqual(bindingOfSealed({ ...sealed, binds }));
  });

  it.each(["approvalId", "digest", "sessionIdHash", "browserHash"])("is another one with another %s", (part) => {
    const own = { approvalId: "a", digest: "b", sessionIdHash: "c", browserHash: "d" };
    expect(bindingOfApproval({ ...own, [part]: "another" })).not.toEqual(bindingOfApproval(own));
  });

  it("is never a sign-in's", () => {
    expect(bindingOfSignIn("d")).toEqual({ purpose: "sign-in", browserHash: "d" });
    expect(bindingOfSealed(sealed).purpose).toBe("approve");
  });
});
