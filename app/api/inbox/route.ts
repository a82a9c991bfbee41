import type { NextRequest } from "next/server";
import { listInbox } from "@/lib/host/mailbox/demo-inbox";

/** [demo] The messages to one address or to all, newest first. This endpoint exists in the demo only. */
export async function GET(request: NextRequest): Promise<Response> {
  const messages = await listInbox(request.nextUrl.searchParams.get("to") ?? undefined);
  return messages ? Response.json({ messages }) : new Response(null, { status: 404 });
}
