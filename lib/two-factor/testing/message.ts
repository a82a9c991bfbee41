import type { CodeMessage, NoticeMessage } from "@/lib/two-factor/flows/message/ports";

export const chromeOnLinux =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

export const shop = { origin: "https://shop.example", siteName: "Fieldhouse Supply" };

/** A message for tests, with whatever matters to the test set differently. */
export function aMessage(different: Partial<CodeMessage> = {}): CodeMessage {
  return {
    deliveryId: "7a1f2a3e-9c1d-4b6e-8a55-0c9d1e2f3a4b",
    purpose: "sign-in",
    to: "alice@example.com",
    code: "012345",
    reference: "KPT",
    minutes: 5,
    locale: "en",
    origin: { ip: "203.0.113.7", userAgent: chromeOnLinux, at: new Date("2026-11-22T14:05:06Z") },
    ...different,
  };
}

/** Some approval's id. */
export const approvalId = "kQvT-xWzJbRmNcYhLpDsFgAeUiOy_EwKjXtBnMqPlZr";

/** A notice for tests, with whatever matters to the test set differently. */
export function aNotice(different: Partial<NoticeMessage> = {}): NoticeMessage {
  const { deliveryId, to, locale, origin } = aMessage();
  return { deliveryId, to, locale, origin, notice: { about: "new-sign-in" }, ...different };
}

/** What people who mean harm call themselves, their products, their browsers. */
export const hostileTexts = [
  "\r\nReference: ZZZ\r\n",
  "Reference: ZZZ",
  "\n@evil.example #654321",
  "@evil.example #654321",
  "\r\nSubject: Your code\r\nBcc: mallory@evil.example",
  "654321",
  "6\u200b5\u200b4\u200b3\u200b2\u200b1",
  "fe80::1%654321",
  "<img src=https://evil.example/x><a href='https://evil.example'>",
  "</style><script>alert(1)</script>",
  "\u202eevil\u2066\u200f",
  "Chrome/654321.654321.0.0 Safari/537.36",
  "https://evil.example/654321",
  "{site} {reference, select, x {y}}",
] as const;
