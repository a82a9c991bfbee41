import type { CodeMessage } from "@/lib/two-factor/ports";

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
