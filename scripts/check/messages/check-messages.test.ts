import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let root: string;

const sound = {
  en: { page: { title: "Hello {name}", count: "{n, plural, one {# thing} other {# things of {name}}}", "a-b": "x" } },
  de: { page: { title: "Hallo {name}", count: "{n, plural, other {# Dinge von {name}}}", "a-b": "x" } },
  code: `const t = await getTranslations("twoFactor.page"); t("title"); t("count"); t(\`a-\${kind}\`);`,
};

function plant({ en, de, code }: { en: object; de: object; code: string }) {
  write("lib/two-factor/messages/en.json", JSON.stringify(en));
  write("lib/two-factor/messages/de.json", JSON.stringify(de));
  write("app/page.tsx", code);
  write("components/none.ts", "");
}

function write(file: string, text: string) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function check() {
  const { status, stderr } = spawnSync(process.execPath, [resolve("scripts/check/messages/check-messages.mjs"), root], {
    encoding: "utf8",
  });
  return { status, faults: stderr.trim().split("\n").filter(Boolean) };
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "messages-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("check-messages", () => {
  it("finds no fault in a correct project", () => {
    plant(sound);
    expect(check()).toEqual({ status: 0, faults: [] });
  });

  it.each<[string, object, string]>([
    ["a text that is missing", { title: "Hallo {name}", "a-b": "x" }, '"page.count" is missing'],
    ["an empty text", { ...sound.de.page, title: " " }, '"page.title" is empty'],
    ["another argument", { ...sound.de.page, title: "Hallo {names}" }, '"page.title" takes (names), but (name)'],
    [
      "an argument too few in a branch",
      { ...sound.de.page, count: "{n, plural, other {#}}" },
      "takes (n), but (n, name)",
    ],
    ["a plural without its last branch", { ...sound.de.page, count: "{n, plural, one {# {name}}}" }, "is malformed"],
    ["a kind of argument that does not exist", { ...sound.de.page, title: "Hallo {name, nam}" }, "is malformed"],
    ["a brace too few", { ...sound.de.page, title: "Hallo {name" }, '"page.title" is malformed'],
    ["a brace too many", { ...sound.de.page, title: "Hallo {name}}" }, '"page.title" is malformed'],
  ])("finds %s", (_, page, complaint) => {
    plant({ ...sound, de: { page } });
    const { status, faults } = check();
    expect(status).toBe(1);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(complaint);
  });

  it("finds a text that only the other language has", () => {
    plant({ ...sound, de: { page: { ...sound.de.page, extra: "mehr" } } });
    expect(check().faults).toEqual(['lib/two-factor/messages/en.json: "page.extra" is missing']);
  });

  it("finds a text that no code names", () => {
    plant({ ...sound, code: sound.code.replace('t("title")', 't("titles")') });
    expect(check()).toEqual({ status: 1, faults: ['lib/two-factor/messages/en.json: "page.title" is used nowhere'] });
  });

  it("does not count a word in another file, or under another namespace, as a use", () => {
    plant({ ...sound, code: sound.code.replace("twoFactor.page", "twoFactor.other") });
    write("components/other.ts", 'export const words = ["title", "count"];');
    expect(check().faults).toHaveLength(3);
  });

  it("does not count a template that matches all keys as a use", () => {
    plant({ ...sound, code: `getTranslations("twoFactor.page"); t(\`\${key}\`); t(\`\${group}.\${key}\`);` });
    expect(check().faults).toHaveLength(3);
  });

  it("finds a project without texts", () => {
    write("lib/none.ts", "");
    write("app/none.ts", "");
    write("components/none.ts", "");
    expect(check().faults).toEqual(["lib: no messages/*.json found"]);
  });
});
