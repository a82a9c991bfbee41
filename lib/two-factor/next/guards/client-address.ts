import ipaddr from "ipaddr.js";

/** Set by `recordSocketAddress` on every request; whatever a client sends under this name is overwritten. */
export const socketAddressHeader = "x-countersign-socket";

/**
 * The client's address, believed only as far as `trustedHops` proxies in front of us go (requirement C-05).
 * 0 hops: the socket's address, forwarding headers ignored. n hops: the n-th address from the right of X-Forwarded-For,
 * since each trusted proxy appends the one it saw. Missing or malformed: "unknown", one shared bucket.
 */
export function clientAddress(headers: Headers, trustedHops: number): string {
  if (trustedHops === 0) return normalise(headers.get(socketAddressHeader));
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  return normalise(hops[hops.length - trustedHops] ?? null);
}

function normalise(address: string | null): string {
  if (!address || !ipaddr.isValid(address)) return "unknown";
  return ipaddr.process(address).toString();
}
