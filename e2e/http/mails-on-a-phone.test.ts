// In a mail that is wider than a phone, a person may overlook the code.
// Each mail fits 320 pixels, also with the longest real data.
import { type Browser, chromium } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderEmail } from "@/lib/two-factor/channels/words/message";
import { purposes, securityChanges } from "@/lib/two-factor/core/words";
import { aMessage, aNotice } from "@/lib/two-factor/testing/message";
import { findChromium } from "@/scripts/test/chromium.mjs";

const endless = "maximiliane.featherstonehaugh-worthington";
const site = { origin: "https://shop.at-the-old-harbour-behind-the-lighthouse.example", siteName: endless };
const lines = [
  { label: "Email", value: `${endless}@${endless}.example` },
  { label: "Street", value: "Donaudampfschifffahrtsgesellschaftskapitänsweg1234567890".repeat(2) },
  { label: "Amount", value: "1,234,567.89 EUR" },
];
const origin = { ip: "2001:db8:85a3:8d3:1319:8a2e:370:7348", userAgent: `${endless}/1.0`, at: new Date() };

const mails = ["en", "de"].flatMap((locale) => [
  ...purposes.map((purpose) => {
    const approval = { action: "any", lines: lines.map((line) => ({ id: line.label, ...line })) };
    return aMessage({ purpose, locale, origin, ...(purpose === "approve" && { approval }) });
  }),
  ...securityChanges.map((change) => aNotice({ locale, origin, lines, notice: { about: "security-change", change } })),
  aNotice({ locale, origin, lines }),
]);

describe("a mail at 320 pixels", () => {
  let browser: Browser;
  beforeAll(async () => {
    const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    browser = await chromium.launch({ executablePath: findChromium(), args: [...asRoot, "--disable-gpu"] });
  });
  afterAll(() => browser.close());

  it("fits the phone with the longest contents", async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 800 } });
    for (const mail of mails) {
      const { subject, html } = await renderEmail(mail, site);
      await page.setContent(html);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, `${mail.locale}: ${subject}`).toBe(320);
    }
  });
});
