const base = "https://own.invalid";

/**
 * The only places a sign-in may lead to: paths of this site. Anything else (absolute, scheme-relative, backslash,
 * control characters, a non-string) becomes `fallback`. ASVS 3.7.2, CVE-2022-24858.
 */
export function safeReturnPath(wanted: unknown, fallback = "/"): string {
  if (typeof wanted !== "string" || wanted.length > 512 || !wanted.startsWith("/")) return fallback;
  if (hasUnsafeCharacter(wanted) || wanted.startsWith("//")) return fallback;
  const url = parse(wanted);
  if (!url || url.origin !== base || url.pathname.startsWith("//")) return fallback;
  return isSignInPage(url.pathname) ? fallback : `${url.pathname}${url.search}${url.hash}`;
}

// The URL parser drops tabs and newlines and turns a backslash into a slash: each makes a foreign address of an own path.
function hasUnsafeCharacter(path: string): boolean {
  return [...path].some((character) => character === "\\" || character.charCodeAt(0) < 0x20 || character === "\u007f");
}

function parse(path: string): URL | null {
  try {
    return new URL(path, base);
  } catch {
    return null;
  }
}

// Coming back to the sign-in after the sign-in would be a loop.
function isSignInPage(path: string): boolean {
  return ["/sign-in", "/verify", "/sign-out", "/api"].some((own) => path === own || path.startsWith(`${own}/`));
}
