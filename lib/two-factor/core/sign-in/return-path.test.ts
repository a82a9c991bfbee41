import { describe, expect, it } from "vitest";
import { safeReturnPath } from "@/lib/two-factor/core/sign-in/return-path";

describe("safeReturnPath", () => {
  it.each(["/", "/account", "/orders/7?tab=items#top", "/a%20b"])("follows the own path %s", (path) => {
    expect(safeReturnPath(path)).toBe(path);
  });

  // Attack: a link to our sign-in page that, after a real sign-in, lands on the attacker's copy of it.
  // ASVS 3.7.2, CVE-2022-24858.
  it.each([
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n//evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "/..//evil.example",
    "/%2e%2e//evil.example",
    "evil.example",
    "",
    `/${"a".repeat(600)}`,
  ])("stays at home for %j", (path) => {
    expect(safeReturnPath(path)).toBe("/");
  });

  it.each([undefined, null, 7, {}, ["/account"]])("takes only strings, not %j", (input) => {
    expect(safeReturnPath(input)).toBe("/");
  });

  it("does not come back to the pages of the sign-in itself", () => {
    expect(safeReturnPath("/verify")).toBe("/");
    expect(safeReturnPath("/sign-in?next=/account")).toBe("/");
    expect(safeReturnPath("/api/auth/signout")).toBe("/");
  });
});
