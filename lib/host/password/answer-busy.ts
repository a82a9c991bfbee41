import type { NextAuthResult } from "next-auth";
import { problem } from "@/lib/two-factor/next/index";

type Handlers = NextAuthResult["handlers"];

/** NextAuth makes a redirect of every refusal. A client that meets a full password step is told when to come back. */
export function answeringBusy({ GET, POST }: Handlers): Handlers {
  return {
    GET,
    POST: async (request) => {
      const response = await POST(request);
      return isBusy(response) ? problem(503, "busy", { headers: { "Retry-After": "2" } }) : response;
    },
  };
}

function isBusy({ headers }: Response): boolean {
  const location = headers.get("location");
  return location !== null && URL.canParse(location) && new URL(location).searchParams.get("code") === "busy";
}
