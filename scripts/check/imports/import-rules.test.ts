import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { importRules } from "./import-rules.data.mjs";

/** One breach of each rule: the file, and its import. */
const planted: Record<string, [file: string, specifier: string][]> = {
  "core-is-pure": [
    ["lib/two-factor/core/code/code.ts", "node:crypto"],
    ["lib/two-factor/core/code/code.ts", "@/lib/two-factor/flows/ports"],
  ],
  "ports-know-core-only": [
    ["lib/two-factor/flows/ports.ts", "@/lib/two-factor/store/index"],
    ["lib/two-factor/flows/code/ports.ts", "@/lib/two-factor/flows/answer"],
  ],
  "adapters-see-ports-not-flows": [["lib/two-factor/crypto/mac.ts", "@/lib/two-factor/flows/answer"]],
  "flows-see-ports-not-adapters": [
    ["lib/two-factor/flows/answer.ts", "@/lib/two-factor/crypto/mac"],
    ["lib/two-factor/flows/answer.ts", "zod"],
  ],
  "factors-see-flows-and-core": [
    ["lib/two-factor/factors/email/begin.ts", "@/lib/two-factor/store/index"],
    ["lib/two-factor/factors/email/begin.ts", "@/lib/two-factor/channels/words/message"],
  ],
  "factors-do-not-meet": [["lib/two-factor/factors/email/begin.ts", "@/lib/two-factor/factors/sms/begin"]],
  "factors-are-named-in-their-list": [
    ["lib/two-factor/index.ts", "@/lib/two-factor/factors/email/begin"],
    ["lib/two-factor/flows/answer.ts", "@/lib/two-factor/factors/sms/begin"],
  ],
  "adapters-do-not-meet": [
    ["lib/two-factor/crypto/mac.ts", "@/lib/two-factor/factors/index"],
    ["lib/two-factor/next/guards/browser.ts", "@/lib/two-factor/store/index"],
    ["lib/two-factor/next/guards/browser.ts", "@/lib/two-factor/next-auth/index"],
  ],
  "providers-behind-their-doors": [
    ["lib/two-factor/index.ts", "@/lib/two-factor/channels/smtp/index"],
    ["lib/two-factor/channels/words/message.ts", "@/lib/two-factor/channels/twilio/index"],
  ],
  "providers-do-not-meet": [["lib/two-factor/channels/resend/index.ts", "@/lib/two-factor/channels/smtp/index"]],
  "only-tests-use-testing": [
    ["lib/two-factor/next/guards/browser.ts", "@/lib/two-factor/testing/person"],
    ["lib/host/server/db.ts", "@/lib/host/testing/host"],
  ],
  "add-on-never-imports-host-or-shop": [
    ["lib/two-factor/store/index.ts", "@/lib/host/server/db"],
    ["lib/two-factor/next/guards/browser.ts", "@/proxy"],
  ],
  "outsiders-use-a-door": [
    ["lib/host/server/db.ts", "@/lib/two-factor/core/words"],
    ["lib/host/server/db.ts", "@/lib/two-factor/channels/words/message"],
  ],
  "components-use-the-client-door": [["components/two-factor/form.tsx", "@/lib/two-factor/index"]],
  "pages-ask-readers": [["app/(host)/page.tsx", "@/lib/host/server/db"]],
  "only-the-shop-knows-the-shop": [
    ["app/(host)/page.tsx", "@/lib/shop/money"],
    ["lib/host/server/db.ts", "@/components/shop/card"],
  ],
  "one-home-for-prisma-prisma-client": [
    ["lib/two-factor/flows/answer.ts", "@prisma/client"],
    ["app/(host)/page.tsx", "@/prisma/client/client"],
  ],
  "one-home-for-resend-standardwebhooks": [
    ["lib/host/server/db.ts", "resend"],
    ["lib/two-factor/channels/smtp/index.ts", "resend"],
  ],
  "one-home-for-nodemailer": [["lib/two-factor/channels/resend/index.ts", "nodemailer/lib/mail-composer/index.js"]],
  "one-home-for-twilio": [["lib/two-factor/channels/words/message.ts", "twilio"]],
  "one-home-for-react-email-bowser": [["components/two-factor/form.tsx", "@react-email/components"]],
  "one-home-for-libphonenumber-js": [["lib/two-factor/channels/twilio/index.ts", "libphonenumber-js/max"]],
  "one-home-for-next-auth": [["lib/two-factor/next/guards/browser.ts", "next-auth/jwt"]],
  "one-home-for-next": [["lib/two-factor/store/index.ts", "next/headers"]],
  "one-home-for-node-rs-argon": [["lib/two-factor/crypto/mac.ts", "@node-rs/argon2"]],
  "no-climbing": [
    ["lib/two-factor/flows/answer.ts", "../core/code"],
    ["scripts/demo/demo.mjs", "../../lib/host/server/db"],
    ["scripts/check/docs.ts", "../demo/demo.mjs"],
  ],
  "no-unresolved": [["lib/host/server/db.ts", "@/lib/host/gone"]],
};

const cleanTree = [
  "app/(host)/page.tsx",
  "components/shop/card.tsx",
  "components/two-factor/form.tsx",
  "lib/host/server/db.ts",
  "lib/host/testing/host.ts",
  "lib/shop/money.ts",
  "lib/two-factor/channels/resend/index.ts",
  "lib/two-factor/channels/smtp/index.ts",
  "lib/two-factor/channels/twilio/index.ts",
  "lib/two-factor/channels/words/message.ts",
  "lib/two-factor/core/code/code.ts",
  "lib/two-factor/core/words.ts",
  "lib/two-factor/crypto/mac.ts",
  "lib/two-factor/factors/email/begin.ts",
  "lib/two-factor/factors/index.ts",
  "lib/two-factor/factors/sms/begin.ts",
  "lib/two-factor/flows/answer.ts",
  "lib/two-factor/index.ts",
  "lib/two-factor/next-auth/index.ts",
  "lib/two-factor/next/guards/browser.ts",
  "lib/two-factor/testing/person.ts",
  "lib/two-factor/flows/ports.ts",
  "lib/two-factor/flows/code/ports.ts",
  "lib/two-factor/store/index.ts",
  "proxy.ts",
  "scripts/demo/demo.mjs",
];

let tree: string;

function write(file: string, text: string) {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), text);
}

function check() {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [resolve("scripts/check/imports/import-rules.mjs"), tree],
    { encoding: "utf8" },
  );
  return { status, said: stdout + stderr };
}

beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), "import-rules-"));
  for (const file of cleanTree) write(file, "export const nothing = null;\n");
});
afterEach(() => rmSync(tree, { recursive: true, force: true }));

describe("the import rules", () => {
  test("pass a tree without a breach", () => {
    expect(check()).toEqual({ status: 0, said: `${cleanTree.length} files, 0 violations of the import rules\n` });
  });

  test("have a planted breach for every rule", () => {
    expect(Object.keys(planted)).toEqual(expect.arrayContaining(importRules.map((rule) => rule.name)));
  });

  test.each(Object.entries(planted).flatMap(([rule, breaches]) => breaches.map((breach) => [rule, ...breach])))(
    "%s: %s may not import %s",
    (rule, file, specifier) => {
      write(file, `import "${specifier}";\n`);
      const { status, said } = check();
      expect(said).toContain(`${rule}: ${file} imports ${specifier}`);
      expect(status).toBe(1);
    },
  );

  test.each([
    'import type { Db } from "@/lib/host/server/db";',
    'export { db } from "@/lib/host/server/db";',
    'export * from "@/lib/host/server/db";',
    'type Db = import("@/lib/host/server/db").Db;',
    'const { db } = await import("@/lib/host/server/db");',
  ])("see an import written as %s", (text) => {
    write("lib/two-factor/flows/answer.ts", text);
    expect(check().said).toContain("add-on-never-imports-host-or-shop");
  });

  test("allow a relative path between programs, since node does not know the alias", () => {
    write("scripts/site/start.mjs", 'import "../demo/demo.mjs";');
    expect(check().status).toBe(0);
  });

  test("refuse an import that cannot be read", () => {
    write("lib/host/server/db.ts", "await import(process.argv[2]);");
    expect(check()).toMatchObject({ status: 1, said: expect.stringContaining("no-computed-imports") });
  });

  test("name a circle once", () => {
    write("lib/host/server/db.ts", 'import "@/lib/host/server/env";');
    write("lib/host/server/env.ts", 'import "@/lib/host/server/db";');
    const { status, said } = check();
    expect(said.match(/no-circular/g)).toHaveLength(1);
    expect(said).toContain("no-circular: lib/host/server/db.ts -> lib/host/server/env.ts -> lib/host/server/db.ts");
    expect(status).toBe(1);
  });

  test("fail when there is no file", () => {
    rmSync(tree, { recursive: true });
    mkdirSync(tree);
    expect(check()).toMatchObject({ status: 1, said: expect.stringContaining("no-files") });
  });
});
