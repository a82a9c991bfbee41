import { z } from "zod";
import { proposeAgainForClient } from "@/lib/host/approval-api";
import { guardedJson } from "@/lib/host/two-factor";

type Route = { params: Promise<{ id: string }> };

/** Proposes once more what expired or has changed meanwhile, as things are now. */
export const POST = guardedJson(z.strictObject({}), async (_, { params }: Route) =>
  proposeAgainForClient((await params).id),
);
