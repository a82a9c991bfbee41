import { describe, expect, it } from "vitest";
import { csrfKey, csrfTokenFor, isCsrfToken } from "@/lib/two-factor/next/csrf";

const key = csrfKey("a secret of at least thirty-two bytes");
const token = csrfTokenFor(key, "browser-a", "session-a");

// Attack: a token the attacker got for his own browser or session is planted into the victim's form.
// The token is a MAC over both, so it fits nowhere else.
describe("csrf token", () => {
  it("fits the browser and session it was made for", () => {
    expect(isCsrfToken(token, csrfTokenFor(key, "browser-a", "session-a"))).toBe(true);
  });

  it.each([
    ["another browser", csrfTokenFor(key, "browser-b", "session-a")],
    ["another session", csrfTokenFor(key, "browser-a", "session-b")],
    ["no session", csrfTokenFor(key, "browser-a", null)],
    ["another secret", csrfTokenFor(csrfKey("another secret of at least 32 bytes"), "browser-a", "session-a")],
    ["fields slid into each other", csrfTokenFor(key, "browser-asession", "-a")],
  ])("does not fit %s", (_, other) => {
    expect(isCsrfToken(token, other)).toBe(false);
  });

  it.each([undefined, null, "", 7, [token], `${token}x`])("refuses %j", (given) => {
    expect(isCsrfToken(given, token)).toBe(false);
  });
});
