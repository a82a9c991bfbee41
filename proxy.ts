import type { NextRequest } from "next/server";
import { env } from "@/lib/host/server/env";
import { maxBodyBytes } from "@/lib/host/server/site";
import { withHeaders } from "@/lib/two-factor/next/index";

/** Sets headers and the browser cookie, and refuses what is too long to be a form. Decides nothing about access. */
export function proxy(request: NextRequest) {
  const { secureCookies: secure, NODE_ENV } = env();
  return withHeaders(request, { secure, development: NODE_ENV === "development", maxBodyBytes });
}

export const config = { matcher: ["/((?!_next/static|_next/image|catalogue/|icon.svg|favicon.ico).*)"] };
