import { gate } from "@/lib/host/auth";
import { dummyHash } from "@/lib/host/password/password";
import { sweepPasswordAttempts } from "@/lib/host/password/password-throttle";
import { env } from "@/lib/host/server/env";
import { log, start as startTwoFactor, sweep } from "@/lib/host/two-factor";

const choresEveryMinutes = 60;

// The regular chores of the other parties. A glob finds them, so the shop's chores go with the shop.
const parties = import.meta.glob<{ everyMinute: () => Promise<void> }>("/lib/*/every-minute.ts");

/** Start of the server process. */
export async function start(): Promise<void> {
  await deliverUntilTheEnd();
  setInterval(() => void doChores(), choresEveryMinutes * 60_000).unref();
  setInterval(() => void doPartiesChores(), 60_000).unref();
  await dummyHash();
  log.info("started", { demo: env().COUNTERSIGN_DEMO });
}

async function deliverUntilTheEnd(): Promise<void> {
  const worker = await startOrExit();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void worker.stop());
}

/** A wrong environment or configuration ends the process, with one line per fault. */
async function startOrExit() {
  try {
    return await startTwoFactor(gate);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(78);
  }
}

async function doChores(): Promise<void> {
  try {
    const [rows, throttles] = await Promise.all([sweep(), sweepPasswordAttempts()]);
    log.info("swept", { rows, throttles });
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
