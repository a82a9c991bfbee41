import type { NextRequest } from "next/server";
import { handlers } from "@/lib/host/auth";
import { authRoutes } from "@/lib/host/two-factor";
import { problem } from "@/lib/two-factor/next/index";

const routes = authRoutes(handlers);

export const { GET } = routes;

export async function POST(request: NextRequest): Promise<Response> {
  const response = await routes.POST(request);
  return isBusy(response) ? problem(503, "busy", { headers: { "Retry-After": "2" } }) : response;
}

// NextAuth makes a redirect of every refusal, and a client that floods the password step would see success in it.
function isBusy({ headers }: Response): boolean {
  const location = headers.get("location");
  return location !== null && URL.canParse(location) && new URL(location).searchParams.get("code") === "busy";
}
