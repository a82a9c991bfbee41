import { join } from "node:path";
import { env } from "@/lib/host/server/env";
import { createFakeProvider } from "./fake-provider";
import type { PaymentProvider } from "./provider";

/** The payment provider of this demo. Its books are in the demo's data folder. */
export function payments(): PaymentProvider {
  return createFakeProvider(join(env().COUNTERSIGN_DATA_DIR, "payments"));
}
