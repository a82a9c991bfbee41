import { z } from "zod";
import { switchChannelForClient } from "@/lib/host/approval-api";
import { guardedJson } from "@/lib/host/two-factor";

type Route = { params: Promise<{ id: string }> };

/** Sends a new code for the same approval the other way, which the server knows and no client says. */
export const POST = guardedJson(z.strictObject({}), async (_, { params }: Route) =>
  switchChannelForClient((await params).id),
);
