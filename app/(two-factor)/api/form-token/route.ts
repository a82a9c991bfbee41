import { csrfToken } from "@/lib/host/two-factor";

/** The token that this browser and session send along with each change. No other site can read the answer. */
export async function GET(): Promise<Response> {
  return Response.json({ token: await csrfToken() });
}
