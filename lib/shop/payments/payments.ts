import { join } from "node:path";
import { env } from "@/lib/host/server/env";
import { createFakeProvider } from "./fake-provider";
import type { PaymentProvider } from "./provider";

/** The provider of this demo. Its books stay where the demo keeps everything else. */
export function payments(): PaymentProvider {
  return createFakeProvider(join(env().COUNTERSIGN_DATA_DIR, "payments"));
}
