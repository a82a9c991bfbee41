import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { securityChanges } from "@/lib/two-factor/core/words";
import type { NoticeMessage } from "@/lib/two-factor/ports";
import { renderEmail, renderMessage } from "./message";
import { aNotice, hostileTexts, shop } from "./test-message";

const notices: NoticeMessage["notice"][] = [
  { about: "new-sign-in" },
  ...securityChanges.map((change) => ({ about: "security-change", change }) as const),
];
const everyKind = ["en", "de"].flatMap((locale) =>
  notices.map((notice) => ({ locale, notice, name: "change" in notice ? notice.change : notice.about })),
);

describe("the e-mail of a notice", () => {
  it.each(everyKind)("says in $locale what happened, whence, and what to do: $name", async ({ locale, notice }) => {
    const { subject, text } = await renderEmail(aNotice({ locale, notice }), shop);
    expect(`Subject: ${subject}\n\n${text}`).toMatchSnapshot();
  });

  it.each(["en", "de"])("has words of its own for everything that can happen, in %s", async (locale) => {
    const texts = await Promise.all(
      notices.map(async (notice) => (await renderEmail(aNotice({ locale, notice }), shop)).text),
    );
    expect(new Set(texts).size).toBe(notices.length);
  });

  // Attack: a notice is dressed up as a message with a code, or carries a link for the person in a hurry to follow.
  it("holds no code, no reference and no link, whatever foreign text says", async () => {
    const foreign = fc.oneof(fc.constantFrom(...hostileTexts), fc.string());
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...notices), foreign, foreign, async (notice, value, userAgent) => {
        const origin = { ip: value, userAgent, at: new Date("2026-11-22T14:05:06Z") };
        const message = aNotice({ notice, origin, lines: [{ label: "Number", value }] });
        const { subject, text, html } = await renderEmail(message, shop);
        expect(`${subject}${text}${html}`.match(/\d{6,}/g)).toBeNull();
        expect(text).not.toMatch(/^Reference:/m);
        expect(text).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(text.match(/^- /gm)).toEqual(["- "]);
        expect(html).not.toMatch(/<a\b|<img\b|<script\b|<[^>]*\s(href|src)=|url\(/i);
      }),
      { numRuns: 150 },
    );
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
