import { NextRequest } from "next/server";
import { guardedPost } from "@/lib/two-factor/next/routes/guarded-post";
import { problem } from "@/lib/two-factor/next/routes/problem";
import type { Site } from "@/lib/two-factor/next/site";

type Handler = (request: NextRequest) => Promise<Response>;

/** NextAuth's own route. A change of it must come from our own pages. */
export function postAuth(site: Site, handle: Handler, request: Request): Promise<Response> {
  const { url, headers } = request;
  return guardedPost(site, request, (body) =>
    getAuth(site, handle, new NextRequest(url, { method: "POST", headers, body })),
  );
}

/** NextAuth takes a database that is away for a session that is over, and clears the cookie. So it is asked only while there is one. */
export async function getAuth({ twoFactor }: Site, handle: Handler, request: NextRequest): Promise<Response> {
  return (await twoFactor.ping()) ? handle(request) : problem(503, "unavailable");
}
