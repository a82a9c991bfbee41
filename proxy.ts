import type { NextRequest } from "next/server";
import { proxy as withHeaders } from "@/lib/host/two-factor";

/** Sets headers and the browser cookie, and refuses bodies longer than a form. It makes no decision about access. */
export function proxy(request: NextRequest) {
  return withHeaders(request);
}

export const config = { matcher: ["/((?!_next/static|_next/image|catalogue/|icon.svg|favicon.ico).*)"] };
