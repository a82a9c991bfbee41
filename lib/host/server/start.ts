import { gate } from "@/lib/host/auth";
import { dummyHash } from "@/lib/host/password/password";
import { sweepPasswordAttempts } from "@/lib/host/password/password-throttle";
import { env } from "@/lib/host/server/env";
import { log, twoFactor } from "@/lib/host/two-factor";
import { recordSocketAddress } from "@/lib/two-factor/next/index";

const choresEveryMinutes = 60;

// What other parties have to do now and then. Found, not named, so that the shop's can go with the shop.
const parties = import.meta.glob<{ everyMinute: () => Promise<void> }>("/lib/*/every-minute.ts");

/** Start of the server process. */
export async function start(): Promise<void> {
  recordSocketAddress();
  await requireConfiguration();
  setInterval(() => void doChores(), choresEveryMinutes * 60_000).unref();
  setInterval(() => void doPartiesChores(), 60_000).unref();
  deliverUntilTheEnd();
  await dummyHash();
  log.info("started", { demo: env().COUNTERSIGN_DEMO });
}

async function requireConfiguration(): Promise<void> {
  try {
    env();
    const faults = await gate.faults();
    if (faults.length > 0) throw new Error(faults.join("\n"));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(78);
  }
}

function deliverUntilTheEnd(): void {
  const worker = twoFactor().startDelivering();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void worker.stop());
}

async function doChores(): Promise<void> {
  try {
    const [rows, throttles] = await Promise.all([twoFactor().sweep(), sweepPasswordAttempts()]);
    log.info("swept", { rows, throttles });
    await twoFactor().watchGuessing();
  } catch (error) {
    log.error("chores_failed", { error });
  }
}

async function doPartiesChores(): Promise<void> {
  for (const load of Object.values(parties)) {
    await load()
      .then(({ everyMinute }) => everyMinute())
      .catch((error: unknown) => log.error("chores_failed", { error }));
  }
}
