import { describe, expect, it } from "vitest";
import { csrfKey, csrfTokenFor, readCsrfToken } from "@/lib/two-factor/next/guards/csrf";

const key = csrfKey("a secret of at least thirty-two bytes");
const token = csrfTokenFor(key, "browser-a", "session-a");
const visitors = csrfTokenFor(key, "browser-a", null);
const [mac = "", session] = token.split(".");

// Attack: a token the attacker got for his own browser or session is planted into the victim's form.
// The token is a MAC over both, so it fits no other browser and says which session it is of.
describe("csrf token", () => {
  it("says in which session of its browser it was made", () => {
    expect(readCsrfToken(key, "browser-a", token)).toEqual({ sessionHash: "session-a" });
    expect(readCsrfToken(key, "browser-a", visitors)).toEqual({ sessionHash: null });
  });

  // Attack: a page that was copied, cached or photographed tells what stands in the database.
  it("does not show the session it names", () => {
    expect(mac).toHaveLength(43);
    expect(visitors).toHaveLength(43);
    expect(Buffer.from(session ?? "", "base64url")).toHaveLength("session-a".length);
    for (const shown of [token, Buffer.from(session ?? "", "base64url").toString("latin1")])
      expect(shown).not.toContain("session-a");
  });

  it("of another browser shows the same session differently", () => {
    expect(csrfTokenFor(key, "browser-b", "session-a").split(".")[1]).not.toBe(session);
  });

  it.each([
    ["another browser", key, "browser-b"],
    ["another secret", csrfKey("another secret of at least 32 bytes"), "browser-a"],
  ])("is nothing to %s", (_, otherKey, browser) => {
    expect(readCsrfToken(otherKey, browser, token)).toBeNull();
    expect(readCsrfToken(otherKey, browser, visitors)).toBeNull();
  });

  it.each([
    ["with another session named", `${mac}.${csrfTokenFor(key, "browser-a", "session-b").split(".")[1]}`],
    ["with the session in clear", `${mac}.session-a`],
    ["with half a MAC", `${mac.slice(0, 12)}.${session}`],
    ["with no session named", mac],
    ["with an empty session named", `${mac}.`],
    ["with more behind it", `${token}.session-a`],
    ["of a visitor, with a session named", `${visitors}.session-a`],
    ["of a visitor, with an empty session named", `${visitors}.`],
    ["as long as one, in other letters", "ü".repeat(token.length)],
  ])("is nothing %s", (_, given) => {
    expect(readCsrfToken(key, "browser-a", given)).toBeNull();
  });

  it("does not mix up what it is made of", () => {
    expect(readCsrfToken(key, "browser-asession", csrfTokenFor(key, "browser-a", "session-a"))).toBeNull();
    expect(csrfTokenFor(key, "ab", "c").slice(0, 43)).not.toBe(csrfTokenFor(key, "a", "bc").slice(0, 43));
  });

  it.each([undefined, null, "", 7, [token], `${token}x`])("refuses %j", (given) => {
    expect(readCsrfToken(key, "browser-a", given)).toBeNull();
  });
});
