import { env } from "@/lib/host/server/env";
import { ping } from "@/lib/host/two-factor";

/** 200 only when database and keys answer; 503 with a reason otherwise. */
export async function GET(): Promise<Response> {
  if (env().keys.length === 0) return Response.json({ status: "unavailable", reason: "keys" }, { status: 503 });
  if (!(await ping())) return Response.json({ status: "unavailable", reason: "database" }, { status: 503 });
  return Response.json({ status: "ok" });
}
