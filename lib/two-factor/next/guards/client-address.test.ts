import { describe, expect, it } from "vitest";
import { clientAddress, socketAddressHeader } from "@/lib/two-factor/next/guards/client-address";

const seen = (hops: number, forwarded?: string, socket = "203.0.113.9") =>
  clientAddress(
    new Headers({
      [socketAddressHeader]: socket,
      ...(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }),
    }),
    hops,
  );

// Attack: a new X-Forwarded-For value with each request, to be counted as somebody else each time.
describe("clientAddress", () => {
  it("ignores forwarding headers when no proxy is trusted", () => {
    expect(seen(0, "198.51.100.1")).toBe("203.0.113.9");
    expect(seen(0)).toBe("203.0.113.9");
  });

  it("counts trusted hops from the right, so that what the client wrote on the left is not believed", () => {
    expect(seen(1, "198.51.100.1, 192.0.2.7")).toBe("192.0.2.7");
    expect(seen(2, "198.51.100.1, 192.0.2.7, 10.0.0.1")).toBe("192.0.2.7");
  });

  it("is one shared unknown when a trusted proxy sent nothing usable", () => {
    expect(seen(1)).toBe("unknown");
    expect(seen(3, "192.0.2.7")).toBe("unknown");
    expect(seen(1, "not-an-address")).toBe("unknown");
  });

  it("reads an IPv4 address in IPv6 clothes as IPv4", () => {
    expect(seen(0, undefined, "::ffff:203.0.113.9")).toBe("203.0.113.9");
  });
});
