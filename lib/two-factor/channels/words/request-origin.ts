import { isIP } from "node:net";
import Bowser from "bowser";

/**
 * Browser and operating system by name, null where not known. Only names from the parser's own lists pass: for a
 * user agent it does not know it hands back whatever the client wrote, and that must not reach a message.
 */
export function recogniseBrowser(userAgent: string): { browser: string | null; system: string | null } {
  if (userAgent.trim() === "") return { browser: null, system: null };
  const { browser, os } = Bowser.parse(userAgent.slice(0, 512));
  return { browser: listed(browser.name, browserNames), system: listed(os.name, systemNames) };
}

/** The address as it came, or null for anything that is not one (an IPv6 zone is text of the sender's choice). */
export function recogniseAddress(ip: string): string | null {
  return isIP(ip) === 0 || ip.includes("%") ? null : ip;
}

const browserNames = new Set(Object.values(Bowser.BROWSER_MAP));
const systemNames = new Set(Object.values(Bowser.OS_MAP));

function listed(name: string | undefined, names: ReadonlySet<string>): string | null {
  return name !== undefined && names.has(name) ? name : null;
}
