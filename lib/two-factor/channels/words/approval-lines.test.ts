import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aMessage, hostileTexts, shop } from "@/lib/two-factor/testing/message";
import { parseOriginBoundCode } from "@/lib/two-factor/testing/origin-bound-code";
import { renderEmail, renderMessage } from "./message";

const amount = {
  label: "Amount",
  value: new Intl.NumberFormat("de", { style: "currency", currency: "EUR" }).format(129),
};
const payee = { label: "Payee", value: "Fieldhouse Supply" };
const item = { label: "Item", value: "2 × Canvas weekender, olive" };

function anApproval(lines: readonly { label: string; value: string }[], different = {}) {
  const identified = lines.map((line, index) => ({ id: String(index), ...line }));
  return aMessage({ purpose: "approve", approval: { action: "order.place", lines: identified }, ...different });
}

const foreign = fc.oneof(fc.constantFrom(...hostileTexts), fc.string(), fc.string({ unit: "grapheme" }));
const foreignLines = fc.array(fc.record({ label: fc.constantFrom("Item", "Ship to"), value: foreign }), {
  maxLength: 5,
});

describe("the e-mail of an approval", () => {
  it.each(["en", "de"])("lists in %s what is approved, before the code", async (locale) => {
    const { text, html } = await renderEmail(anApproval([amount, payee, item], { locale }), shop);
    expect(text).toContain(
      "\n\n- Amount: 129,00 €\n- Payee: Fieldhouse Supply\n- Item: 2 × Canvas weekender, olive\n\n",
    );
    expect(text.indexOf("- Payee")).toBeLessThan(text.indexOf("012345"));
    for (const value of ["129,00 €", "Canvas weekender"]) expect(html).toContain(value);
  });

  it("shows the same line twice when there are two", async () => {
    const { text, html } = await renderEmail(anApproval([item, item]), shop);
    expect(text.match(/- Item:/g)).toHaveLength(2);
    expect(html.match(/Canvas weekender/g)).toHaveLength(2);
  });

  // Attack: a product, a name or an address is called so that the mail reads differently: a second code, another
  // reference, a line of its own, markup, a header, text that runs the other way.
  it("gives foreign text one line, no markup and no say in subject, preview, code and reference", async () => {
    const plain = await renderEmail(anApproval([]), shop);
    const count = (text: string) => text.split("\n").length;
    await fc.assert(
      fc.asyncProperty(foreignLines, async (lines) => {
        const { subject, text, html } = await renderEmail(anApproval(lines), shop);
        expect(subject).toBe(plain.subject);
        expect(count(text)).toBe(count(plain.text) + (lines.length > 0 ? lines.length + 1 : 0));
        expect(text.match(/^Reference:.*$/gm)).toEqual(["Reference: KPT"]);
        expect(text.match(/\d{6,}/g)).toEqual(["012345"]);
        expect(html.match(/\d{6,}/g)).toEqual(["012345"]);
        expect(text).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(html).not.toMatch(/<a\b|<img\b|<script\b|<link\b|<iframe\b|<[^>]*\s(href|src)=|url\(/i);
      }),
      { numRuns: 150 },
    );
  });
});

describe("the SMS of an approval", () => {
  it.each([
    ["en", "Fieldhouse Supply: code to approve this: Amount: 129,00 €; Payee: Fieldhouse Supply. Valid 5 min."],
    ["de", "Fieldhouse Supply: Code zur Freigabe von: Amount: 129,00 €; Payee: Fieldhouse Supply. Gilt 5 Min."],
  ])("names in %s amount and payee", async (locale, words) => {
    const { text } = await renderMessage("sms", anApproval([amount, payee], { locale }), shop);
    expect(text).toContain(words);
    // Two letters of the GSM alphabet make the sign of the euro; everything else here is one.
    expect(text).toMatch(/^[A-Za-z0-9 \n@#:;.,?!()/'€äöüÄÖÜß-]+$/);
    expect(text.length).toBeLessThanOrEqual(200);
  });

  // Attack: have somebody approve an address that begins like theirs and is longer than a text message shows.
  // Defence: what is shortened keeps its end, and no letter is cut in two.
  it("shows how a long text ends, as well as how it begins", async () => {
    const value = `robin.fixture@example.com.${"x".repeat(40)}.thief.example`;
    const { text } = await renderMessage("sms", anApproval([{ label: "New address", value }]), shop);
    expect(text).toContain("New address: robin.fixture@example....x.thief.example");
    const letters = { label: "Name", value: "😀".repeat(60) };
    expect((await renderMessage("sms", anApproval([letters]), shop)).text.isWellFormed()).toBe(true);
  });

  it("is not as long as what it is about", async () => {
    const lines = Array.from({ length: 30 }, (_, index) => ({ label: `Item ${index}`, value: "Bag ".repeat(200) }));
    const { text } = await renderMessage("sms", anApproval([amount, ...lines]), shop);
    expect(text).toContain("Amount: 129,00 €; Item 0: Bag");
    expect(text).toContain("Ba...Bag Bag Bag Bag; +27.");
    expect(text.length).toBeLessThanOrEqual(459);
  });

  // Attack: "@evil.example #654321" in a product's name, for a phone to offer on evil.example.
  it("binds its code to this site and no other, whatever foreign text says", async () => {
    await fc.assert(
      fc.asyncProperty(foreignLines, async (lines) => {
        const { text } = await renderMessage("sms", anApproval(lines), shop);
        expect(parseOriginBoundCode(text)).toMatchObject({ topLevelOrigin: "https://shop.example", code: "012345" });
        expect(text.split("\n")).toHaveLength(3);
        expect(text.match(/\d{6,}/g)).toEqual(["012345"]);
      }),
      { numRuns: 200 },
    );
  });
});
