import { z } from "zod";
import { approveForClient } from "@/lib/host/approval-api";
import { guardedJson } from "@/lib/host/two-factor";

type Route = { params: Promise<{ id: string }> };

/** Answers the code; with the right one the action has run when the answer comes. */
export const POST = guardedJson(z.strictObject({ code: z.string() }), async ({ code }, { params }: Route) =>
  approveForClient((await params).id, code),
);
