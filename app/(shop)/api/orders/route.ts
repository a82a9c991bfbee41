import { z } from "zod";
import { proposalRoute } from "@/lib/host/two-factor";

/** Asks to buy what is in the account's cart. There is nothing to choose in it: the body is an empty object. */
export const POST = proposalRoute("place-order", z.strictObject({}));
