import { z } from "zod";
import { declineForClient } from "@/lib/host/approval-api";
import { guardedJson } from "@/lib/host/two-factor";

type Route = { params: Promise<{ id: string }> };

/** Ends an approval with nothing done. */
export const POST = guardedJson(z.strictObject({}), async (_, { params }: Route) =>
  declineForClient((await params).id),
);
