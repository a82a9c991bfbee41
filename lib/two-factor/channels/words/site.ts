import { onOneLine } from "./on-one-line";

/** What a message says about the place its code belongs to. */
export type Site = {
  /** Public origin, such as "https://app.example". An SMS binds its code to this host. */
  origin: string;
  /** The name people know; the host by default. */
  siteName?: string;
};

/** `host` is for reading (with its port); `boundHost` is for an origin-bound code, where a port has no place. */
export function describeSite({ origin, siteName }: Site) {
  const { host, hostname } = new URL(origin);
  return { name: onOneLine(siteName ?? host), host: onOneLine(host), boundHost: hostname };
}
