import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { purposes } from "@/lib/two-factor/core/words";
import { aMessage, chromeOnLinux, hostileTexts, shop } from "@/lib/two-factor/testing/message";
import { parseOriginBoundCode } from "@/lib/two-factor/testing/origin-bound-code";
import { renderEmail, renderMessage } from "./message";

const locales = ["en", "de"];
const everyKind = locales.flatMap((locale) => purposes.map((purpose) => ({ locale, purpose })));

const code = fc.integer({ min: 0, max: 999_999 }).map((value) => String(value).padStart(6, "0"));
const hostile = fc.constantFrom(...hostileTexts);
const message = fc.record({
  deliveryId: fc.uuid(),
  purpose: fc.constantFrom(...purposes),
  to: fc.constant("alice@example.com"),
  code,
  reference: fc.string({ unit: fc.constantFrom(..."ABCDEFGHJKMNPQRTUVWXYZ"), minLength: 3, maxLength: 3 }),
  minutes: fc.integer({ min: 1, max: 60 }),
  locale: fc.oneof(fc.constantFrom("en", "de", "en-GB", "de-AT", "fr", ""), hostile),
  origin: fc.record({
    ip: fc.oneof(fc.ipV4(), fc.ipV6(), fc.constant("unknown"), hostile, fc.string()),
    userAgent: fc.oneof(
      fc.constant(chromeOnLinux),
      hostile,
      fc.string(),
      fc.tuple(fc.string(), fc.string()).map(([name, version]) => `${name}/${version} (x)`),
      hostile.map((text) => `${chromeOnLinux} ${text}`),
    ),
    at: fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true }),
  }),
});

const sixDigits = /\d{6,}/g;

describe("the e-mail of a code", () => {
  it("holds one run of six digits and one reference, whatever the request said of itself", async () => {
    await fc.assert(
      fc.asyncProperty(message, async (given) => {
        const { text } = await renderEmail(given, shop);
        expect(text.match(sixDigits)).toEqual([given.code]);
        expect(text.match(/^Reference: .*$/gm)).toEqual([`Reference: ${given.reference}`]);
      }),
      { numRuns: 400 },
    );
  });

  it("shows no code in its subject, its preview and the first words of its text", async () => {
    await fc.assert(
      fc.asyncProperty(message, async (given) => {
        const { subject, text, html } = await renderEmail(given, shop);
        const preview = /<body.*?<div[^>]*>(.*?)<\/div>/s.exec(html)?.[1] ?? "";
        expect(preview).toMatch(/\w/);
        expect([subject, preview, text.slice(0, 140)].filter((part) => /\d{3}/.test(part))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  // Attack: a request whose user agent or address carries markup, line breaks or direction marks writes into somebody
  // else's mail: a picture that reports the reading, a link to follow, a header, a reference that looks right.
  it("loads nothing, links nowhere and takes no markup, line or direction from the request", async () => {
    await fc.assert(
      fc.asyncProperty(message, async (given) => {
        const { subject, text, html } = await renderEmail(given, shop);
        expect(html).not.toMatch(/https?:|\/\/|<a\b|<img\b|<link\b|<script\b|href=|src=|url\(|@import/i);
        expect(html.match(sixDigits)).toEqual([given.code]);
        expect(`${subject}${text}`).not.toMatch(/evil|[\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(subject).not.toMatch(/\p{Cc}/u);
        expect(text.split("\n")).toHaveLength(
          (await renderEmail(aMessage({ purpose: given.purpose }), shop)).text.split("\n").length,
        );
      }),
      { numRuns: 200 },
    );
  });

  it.each(everyKind)("says in $locale what it is for, from where, how long, and what to do: $purpose", async (kind) => {
    const { subject, text, html } = await renderEmail(aMessage(kind), shop);
    expect(`Subject: ${subject}\n\n${text}`).toMatchSnapshot();
    for (const line of text.split("\n").filter(Boolean)) expect(readable(html)).toContain(line);
  });

  it("has words of its own for every purpose", async () => {
    for (const locale of locales) {
      const texts = await Promise.all(purposes.map((purpose) => renderEmail(aMessage({ locale, purpose }), shop)));
      expect(new Set(texts.map(({ subject }) => subject)).size).toBe(purposes.length);
      expect(new Set(texts.map(({ text }) => text)).size).toBe(purposes.length);
    }
  });

  it("names its language for a screen reader", async () => {
    expect((await renderEmail(aMessage({ locale: "de-CH" }), shop)).html).toMatch(/<html[^>]* lang="de"/);
    expect((await renderEmail(aMessage({ locale: "fr" }), shop)).html).toMatch(/<html[^>]* lang="en"/);
  });

  it("is named for the host when the site has no name, and breaks up a name that could be taken for a code", async () => {
    const local = await renderEmail(aMessage(), { origin: "http://localhost:3000" });
    expect(local.text).toContain("Sign in to localhost:3000\n");
    const digits = await renderEmail(aMessage(), {
      origin: "https://shop202611.example",
      siteName: "S\u202e1234567",
    });
    expect(digits.text.match(sixDigits)).toEqual(["012345"]);
    expect(digits.text).not.toContain("\u202e");
  });
});

describe("the SMS of a code", () => {
  it("ends with the code bound to the site's host, once, for any request and in each language", async () => {
    await fc.assert(
      fc.asyncProperty(message, async (given) => {
        const { text, subject, html } = await renderMessage("sms", given, shop);
        expect([subject, html]).toEqual([null, null]);
        expect(parseOriginBoundCode(text)).toEqual({
          topLevelOrigin: "https://shop.example",
          embedded: null,
          code: given.code,
        });
        expect(text.match(sixDigits)).toEqual([given.code]);
        expect(text.match(/^Reference: .*$/gm)).toEqual([`Reference: ${given.reference}`]);
        expect(text.match(/[@#\n]/g)).toEqual(["\n", "\n", "@", "#"]);
      }),
      { numRuns: 400 },
    );
  });

  it("leaves the port out of the host it is bound to", async () => {
    const { text } = await renderMessage("sms", aMessage(), { origin: "http://localhost:3000" });
    expect(text.split("\n").at(-1)).toBe("@localhost #012345");
  });

  it.each([
    ["http://localhost:3000", "localhost"],
    ["https://shop.example:8443", "shop.example"],
    ["https://SHOP.example/a?b#c", "shop.example"],
    ["https://bücher.example", "xn--bcher-kva.example"],
    ["https://user:654321@shop.example", "shop.example"],
  ])("is bound to nothing but the host of %s, for every purpose and in each language", async (origin, host) => {
    for (const kind of everyKind) {
      const { text } = await renderMessage("sms", aMessage(kind), { origin });
      expect(parseOriginBoundCode(text)).toEqual({ topLevelOrigin: `https://${host}`, embedded: null, code: "012345" });
    }
  });

  it.each(everyKind)("fits one message of 160 letters of the GSM alphabet in $locale: $purpose", async (kind) => {
    const { text } = await renderMessage("sms", aMessage(kind), shop);
    expect(text).toMatchSnapshot();
    expect(text).toMatch(/^[A-Za-z0-9 \n@#:.,?!()/'äöüÄÖÜß-]+$/);
    expect(text.length).toBeLessThanOrEqual(160);
  });
});

describe("the reader of origin-bound codes", () => {
  it("takes what the specification takes and nothing else", () => {
    const read = (line: string) => parseOriginBoundCode(`Your code\r\n${line}`)?.code ?? null;
    expect(read("@example.com #747723")).toBe("747723");
    expect(read("@example.com #747723 %ecommerce.example $future")).toBe("747723");
    const wrong = [
      "x @example.com #747723",
      "#747723 @example.com",
      "@example.com  #747723",
      "@example.com code #1",
      "@ #1",
    ];
    for (const line of [...wrong, "@example.com #", "@example.com", "@example.com #747723\n"])
      expect(read(line)).toBeNull();
  });
});

/** What a reader sees of the HTML: no tags, no entities, one space between words. */
function readable(html: string): string {
  return html
    .replace(/<[^>]*>/g, "")
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ");
}
