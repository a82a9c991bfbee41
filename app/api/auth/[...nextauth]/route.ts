import { NextRequest } from "next/server";
import { handlers } from "@/lib/host/auth";
import { guarded, twoFactor } from "@/lib/host/two-factor";
import { problem } from "@/lib/two-factor/next/index";

export async function GET(request: NextRequest): Promise<Response> {
  return whileReady(() => handlers.GET(request));
}

export const POST = guarded((request, body) => {
  const { url, headers } = request;
  return whileReady(() => handlers.POST(new NextRequest(url, { method: "POST", headers, body })));
});

// NextAuth takes a database that is away for a session that is over, and clears the cookie. So it is asked only while there is one.
async function whileReady(handle: () => Promise<Response>): Promise<Response> {
  return (await twoFactor().ping()) ? handle() : problem(503, "unavailable");
}
