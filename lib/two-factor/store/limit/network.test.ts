import { describe, expect, it } from "vitest";
import { networkOf } from "@/lib/two-factor/store/limit/network";

// Attack: one household's 2^64 addresses, each with a limit of its own.
describe("networkOf", () => {
  it("takes IPv6 by its /64", () => {
    expect(networkOf("2001:db8:1:2:aaaa::1")).toBe(networkOf("2001:db8:1:2:bbbb::9"));
    expect(networkOf("2001:db8:1:2::1")).not.toBe(networkOf("2001:db8:1:3::1"));
  });

  it("leaves IPv4 and everything else as it is", () => {
    expect(networkOf("203.0.113.9")).toBe("203.0.113.9");
    expect(networkOf("unknown")).toBe("unknown");
  });
});
