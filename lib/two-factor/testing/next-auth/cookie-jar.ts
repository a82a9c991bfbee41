/** How a request came about: from a page of the application, or from a page of another site (a link, a redirect, a form). */
export type From = "own" | "elsewhere";

type Cookie = { value: string; sameSite: string };
export type CookieJar = ReturnType<typeof createCookieJar>;

/** Keeps cookies as a browser does, `SameSite` included (RFC 6265bis section 5.6.7); everything is one host. */
export function createCookieJar() {
  const cookies = new Map<string, Cookie>();
  const isSent = ({ sameSite }: Cookie, from: From, method: string) => {
    if (from === "own" || sameSite === "none") return true;
    return sameSite === "lax" && method === "GET";
  };
  const set = (name: string, value: string, sameSite = "lax") => {
    if (value === "") cookies.delete(name);
    else cookies.set(name, { value, sameSite });
  };
  return {
    set,
    get: (name: string) => cookies.get(name)?.value,
    names: () => [...cookies.keys()],
    drop: (name: string) => void cookies.delete(name),
    header: (from: From, method: string) =>
      [...cookies]
        .filter(([, cookie]) => isSent(cookie, from, method))
        .map(([name, { value }]) => `${name}=${value}`)
        .join("; "),
    /** Reads `Set-Cookie` lines; an empty value or a `Max-Age` of 0 drops the cookie. */
    take: (lines: readonly string[]) => {
      for (const line of lines) {
        const [pair = "", ...attributes] = line.split("; ");
        const [name, value] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
        const sameSite = attributes
          .find((each) => /^samesite=/i.test(each))
          ?.slice(9)
          .toLowerCase();
        set(name, attributes.some((each) => /^max-age=0$/i.test(each)) ? "" : value, sameSite);
      }
    },
  };
}
