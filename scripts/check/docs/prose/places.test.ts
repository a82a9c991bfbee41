import { describe, expect, test } from "vitest";
import { findDeadAnchors, findDeadPaths, findUnknownAddresses, findUnknownCommands, routesOf } from "./places";

describe("paths in a document", () => {
  const known = ["lib/host/", "docs/flow.md", "app/(host)/sign-in/page.tsx", ".env.example"];
  const files = { exists: (path: string) => known.includes(path), names: new Set(["page.tsx", "proxy.ts"]) };

  test("pass when they exist", () => {
    const text =
      "See `lib/host/`, `app/(host)/sign-in/page.tsx`, `proxy.ts`, [flow](flow.md#a), [web](https://example.com), `lib/NAME.ts`, `a/b`.";
    expect(findDeadPaths(text, "docs/", files)).toEqual([]);
  });

  test("are reported when they do not exist", () => {
    expect(findDeadPaths("`node lib/gone.ts now`, `gone.ts` and [gone](../gone.md)", "docs/", files)).toEqual([
      "lib/gone.ts does not exist",
      "gone.md does not exist",
      "gone.ts does not exist",
    ]);
  });
});

describe("links to headings", () => {
  const read = (path: string) => (path === "docs/flow.md" ? "# Flow\n## What happens if …\n" : "");

  test("pass when the heading exists", () => {
    expect(findDeadAnchors("[a](flow.md#what-happens-if-)", "docs/adopt.md", read)).toEqual([]);
    expect(findDeadAnchors("# Own part\n[b](#own-part)", "docs/adopt.md", read)).toEqual([]);
  });

  test("are reported when the heading does not exist", () => {
    expect(findDeadAnchors("[a](docs/flow.md#gone) [b](#own)", "README.md", read)).toEqual([
      "docs/flow.md#gone: there is no such heading",
      "#own: there is no such heading",
    ]);
  });
});

describe("addresses of the site", () => {
  const routes = routesOf([
    "app/page.tsx",
    "app/(two-factor)/verify/page.tsx",
    "app/(two-factor)/api/approvals/[id]/approve/route.ts",
    "app/api/auth/[...nextauth]/route.ts",
    "app/(two-factor)/verify/slip.tsx",
  ]);

  test("are the folders of app/ without their groups", () => {
    expect(routes).toEqual(["/", "/verify", "/api/approvals/[id]/approve", "/api/auth/[...nextauth]"]);
  });

  test("pass when a route serves them, and are reported otherwise", () => {
    const text = "`/verify`, `POST /api/approvals/[id]/approve`, `GET /api/auth/csrf`, `/verification`";
    expect(findUnknownAddresses(text, routes)).toEqual(["no route serves /verification"]);
  });
});

test("commands are looked up in package.json", () => {
  const scripts = { demo: "", test: "" };
  expect(findUnknownCommands("npm ci && npm run demo -- --reset; npm test", scripts)).toEqual([]);
  expect(findUnknownCommands("npm run demonstrate", scripts)).toEqual(["npm run demonstrate does not exist"]);
});
