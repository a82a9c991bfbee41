import type { Instrumentation } from "next";

/** Runs once before the first request. A wrong environment stops the start, with one line per fault. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { start } = await import("@/lib/host/server/start");
  await start();
}

/** Unexpected errors go through the redacting log too. */
export const onRequestError: Instrumentation.onRequestError = async (error, { method, path }) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { log } = await import("@/lib/host/two-factor");
  log.error("request_failed", { method, path: path.split("?")[0], error });
};
