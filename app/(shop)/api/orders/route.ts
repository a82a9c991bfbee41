import { z } from "zod";
import { proposeForClient } from "@/lib/host/approval-api";
import { guardedJson } from "@/lib/host/two-factor";
import { orderRefusalText } from "@/lib/shop/checkout/order-refusal-text";

/** Asks to buy what is in the account's cart. There is nothing to choose in it: the body is an empty object. */
export const POST = guardedJson(z.strictObject({}), () => proposeForClient("place-order", {}, orderRefusalText));
