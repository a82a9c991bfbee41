import type { NextRequest } from "next/server";
import { env } from "@/lib/host/env";
import { withHeaders } from "@/lib/two-factor/next/index";

/** Sets headers and the browser cookie. Decides nothing about access. */
export function proxy(request: NextRequest) {
  return withHeaders(request, { secure: env().secureCookies, development: env().NODE_ENV === "development" });
}

export const config = { matcher: ["/((?!_next/static|_next/image|catalogue/|icon.svg|favicon.ico).*)"] };
