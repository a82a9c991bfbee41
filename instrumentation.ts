/** Runs once before the first request: a wrong environment stops the start, with one line per fault. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { start } = await import("@/lib/host/start");
  await start();
}
