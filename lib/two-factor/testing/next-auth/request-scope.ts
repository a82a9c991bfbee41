import { AsyncLocalStorage } from "node:async_hooks";
import type { CookieJar, From } from "@/lib/two-factor/testing/next-auth/cookie-jar";

type Scope = { jar: CookieJar; headers: Headers };

const scope = new AsyncLocalStorage<Scope>();

/** Runs `work` as a request of this browser: what stands in for next/headers reads and writes its cookies. */
export function asRequest<T>(jar: CookieJar, { from, method }: { from: From; method: string }, work: () => Promise<T>) {
  const cookie = jar.header(from, method);
  const headers = new Headers({
    cookie,
    host: "localhost:3000",
    "x-forwarded-proto": "http",
    "x-request-id": "test",
    "x-countersign-socket": "192.0.2.7",
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0",
  });
  return scope.run({ jar, headers }, work);
}

function current(): Scope {
  const found = scope.getStore();
  if (!found) throw new Error("Outside a request: use asRequest");
  return found;
}

/** In the place of next/headers, which works inside Next.js only. */
export async function headers(): Promise<Headers> {
  return current().headers;
}

/** As far as the add-on and NextAuth use it. What was set is read back within the same request, as in Next.js. */
export async function cookies() {
  const { jar, headers: sent } = current();
  const written = new Map<string, string>();
  const read = (name: string) => written.get(name) ?? cookieIn(sent.get("cookie") ?? "", name);
  return {
    get: (name: string) => {
      const value = read(name);
      return value === undefined ? undefined : { name, value };
    },
    set: (name: string, value: string, options: { sameSite?: string; maxAge?: number } = {}) => {
      written.set(name, value);
      jar.set(name, options.maxAge === 0 ? "" : value, options.sameSite);
    },
  };
}

function cookieIn(header: string, name: string): string | undefined {
  const pair = header.split("; ").find((each) => each.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}
