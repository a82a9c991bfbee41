import ipaddr from "ipaddr.js";

/** What a limit counts an address by: IPv4 as it is, IPv6 by its /64, since one household has all of it. */
export function networkOf(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address;
  const parts = ipaddr.IPv6.parse(address).parts.slice(0, 4);
  return `${parts.map((part) => part.toString(16)).join(":")}::/64`;
}
