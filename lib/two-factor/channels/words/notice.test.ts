import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { securityChanges } from "@/lib/two-factor/core/words";
import type { NoticeMessage } from "@/lib/two-factor/flows/message/ports";
import { aNotice, approvalId, hostileTexts, shop } from "@/lib/two-factor/testing/message";
import { renderEmail, renderMessage } from "./message";

const done = {
  en: { title: "Your order", happened: "An order was placed from your account." },
  de: { title: "Ihre Bestellung", happened: "Aus Ihrem Konto wurde eine Bestellung aufgegeben." },
};
const doneIn = (locale: string) =>
  ({ about: "action-done", approvalId, ...(locale === "de" ? done.de : done.en) }) as const;
const receipt = `https://shop.example/account/security/receipts/${approvalId}`;
const noticesIn = (locale: string): NoticeMessage["notice"][] => [
  doneIn(locale),
  { about: "new-sign-in" },
  ...securityChanges.map((change) => ({ about: "security-change", change }) as const),
];
const everyKind = ["en", "de"].flatMap((locale) =>
  noticesIn(locale).map((notice) => ({ locale, notice, name: "change" in notice ? notice.change : notice.about })),
);

describe("the e-mail of a notice", () => {
  it.each(everyKind)("says in $locale what happened, whence, and what to do: $name", async ({ locale, notice }) => {
    const { subject, text } = await renderEmail(aNotice({ locale, notice }), shop);
    expect(`Subject: ${subject}\n\n${text}`).toMatchSnapshot();
  });

  it.each(["en", "de"])("has words of its own for everything that can happen, in %s", async (locale) => {
    const texts = await Promise.all(
      noticesIn(locale).map(async (notice) => (await renderEmail(aNotice({ locale, notice }), shop)).text),
    );
    expect(new Set(texts).size).toBe(noticesIn(locale).length);
  });

  // Attack: a notice is dressed up as a message with a code, or carries a link for the person in a hurry to follow.
  it("holds no code, no reference, and no link but an action's to its receipt, whatever foreign text says", async () => {
    const foreign = fc.oneof(fc.constantFrom(...hostileTexts), fc.string());
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...noticesIn("en")), foreign, foreign, async (notice, value, userAgent) => {
        const origin = { ip: value, userAgent, at: new Date("2026-11-22T14:05:06Z") };
        const message = aNotice({ notice, origin, lines: [{ label: "Number", value }] });
        const { subject, text, html } = await renderEmail(message, shop);
        expect(`${subject}${text}${html}`.match(/\d{6,}/g)).toBeNull();
        expect(text).not.toMatch(/^Reference:/m);
        expect(text).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(text.match(/^- /gm)).toEqual(["- "]);
        const links = html.match(/<a\b[^>]*\shref="[^"]*"/gi) ?? [];
        expect(links.map((link) => link.match(/href="([^"]*)"/)?.[1])).toEqual(
          notice.about === "action-done" ? [receipt] : [],
        );
        expect(html.replace(/<a\b[^>]*>/gi, "")).not.toMatch(/<img\b|<script\b|<[^>]*\s(href|src)=|url\(/i);
      }),
      { numRuns: 150 },
    );
  });
});

describe("the e-mail after an action", () => {
  it.each(["en", "de"])("lists in %s what was shown, and spells out where the receipt is", async (locale) => {
    const lines = [
      { label: "Payee", value: "Fieldhouse Supply" },
      { label: "Total", value: "23.40 EUR" },
    ];
    const { text, html } = await renderEmail(aNotice({ locale, notice: doneIn(locale), lines }), shop);
    expect(text).toContain("\n\n- Payee: Fieldhouse Supply\n- Total: 23.40 EUR\n\n");
    expect(text).toMatch(new RegExp(`^${locale === "de" ? "Beleg" : "Receipt"}: ${receipt}$`, "m"));
    expect(html).toContain(`>${receipt}</a>`);
  });

  it("says the action's own name and sentence, on one line each", async () => {
    const notice = { ...doneIn("en"), title: "Payout\n\u202echanged 1234567", happened: "It was\r\nchanged." };
    const { subject, text } = await renderEmail(aNotice({ notice }), shop);
    expect(subject).toBe("Payout changed 12345 67");
    expect(text).toMatch(/^Payout changed 12345 67 at Fieldhouse Supply\n\nIt was changed\.\n/);
  });

  it("keeps the address of the receipt on this site, whatever the row says", async () => {
    for (const id of ["//evil.example/x", "../../../x", "@evil.example"]) {
      const { html } = await renderEmail(aNotice({ notice: { ...doneIn("en"), approvalId: id } }), shop);
      expect(html.match(/href="([^"]*)"/)?.[1]).toMatch(/^https:\/\/shop\.example\//);
    }
  });
});

describe("the SMS of a notice", () => {
  it.each(everyKind)("says it in $locale, in letters that make no text of 70: $name", async ({ locale, notice }) => {
    const { subject, text, html } = await renderMessage("sms", aNotice({ locale, notice }), shop);
    expect([subject, html]).toEqual([null, null]);
    expect(text).toMatchSnapshot();
    expect(text).toMatch(/^[A-Za-z0-9 :.,?'äöüÄÖÜß-]+$/);
    expect(text.length).toBeLessThanOrEqual(306);
  });

  it("tells nothing in detail on a locked phone, and holds no line that a phone takes for a code", async () => {
    const message = aNotice({ lines: [{ label: "Number", value: "+49 151 2345678" }] });
    const { text } = await renderMessage("sms", message, shop);
    expect(text).not.toContain("151");
    expect(text).not.toMatch(/[\n#@]/);
  });
});
