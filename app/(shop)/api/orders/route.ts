import { z } from "zod";
import { proposalRoute } from "@/lib/host/two-factor";

/** Proposes an order of the account's cart. The body is an empty object. */
export const POST = proposalRoute("place-order", z.strictObject({}));
