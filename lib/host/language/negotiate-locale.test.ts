import { describe, expect, it } from "vitest";
import { negotiateLocale } from "@/lib/host/language/negotiate-locale";

describe("negotiateLocale", () => {
  it.each([
    ["de", "de"],
    ["de-AT,de;q=0.9,en;q=0.8", "de"],
    ["DE-ch", "de"],
    ["en-GB,en;q=0.9,de;q=0.8", "en"],
    ["fr-FR, de;q=0.5, en;q=0.4", "de"],
    ["en;q=0.2, de;q=0.7", "de"],
    ["de;q=0, en", "en"],
    ["de;q=0", "en"],
    ["fr, *;q=0.5", "en"],
    ["*, de;q=0.5", "en"],
    ["de;q=2", "de"],
    ["de;q=x", "en"],
    ["de;level=1;q=0.9, en;q=0.1", "de"],
    ["", "en"],
    [";;;,,,=", "en"],
    [null, "en"],
  ])("reads %j as %s", (header, locale) => {
    expect(negotiateLocale(header)).toBe(locale);
  });

  it("looks at the start of an endless header only", () => {
    expect(negotiateLocale(`${"fr,".repeat(100_000)}de`)).toBe("en");
  });
});
