import { z } from "zod";
import { resendForClient } from "@/lib/host/approval-api";
import { guardedJson } from "@/lib/host/two-factor";

type Route = { params: Promise<{ id: string }> };

/** Sends a new code for the same approval; the older one stops working. */
export const POST = guardedJson(z.strictObject({}), async (_, { params }: Route) => resendForClient((await params).id));
