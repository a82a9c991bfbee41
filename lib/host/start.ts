import { env } from "@/lib/host/env";
import { log, twoFactor } from "@/lib/host/two-factor";
import { recordSocketAddress } from "@/lib/two-factor/next/index";

const sweepEveryMinutes = 60;

/** Start of the server process. */
export async function start(): Promise<void> {
  recordSocketAddress();
  try {
    env();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(78);
  }
  setInterval(() => void sweep(), sweepEveryMinutes * 60_000).unref();
  log.info("started", { demo: env().COUNTERSIGN_DEMO });
}

async function sweep(): Promise<void> {
  await twoFactor()
    .sweep()
    .then((rows) => log.info("swept", { rows }))
    .catch((error: unknown) => log.error("sweep_failed", { error }));
}
