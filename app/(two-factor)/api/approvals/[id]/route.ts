import { viewForClient } from "@/lib/host/approval-api";

/** What is to be approved, and how its code fares. For the session and browser that proposed it. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return viewForClient((await params).id);
}
