import type { NextRequest } from "next/server";
import { listInbox } from "@/lib/host/mailbox/demo-inbox";

/** [demo] The messages of one address or of all, newest first. There is no such page outside the demo. */
export async function GET(request: NextRequest): Promise<Response> {
  const messages = await listInbox(request.nextUrl.searchParams.get("to") ?? undefined);
  return messages ? Response.json({ messages }) : new Response(null, { status: 404 });
}
