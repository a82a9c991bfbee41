import { onSignal, stopAll } from "./run.mjs";

/**
 * Runs `program`, which starts other processes and opens what must be closed, and leaves with the code it answers.
 * However it ends, by itself, by an error or by a signal: first its processes end, then what it gave to `atEnd` runs.
 */
export async function runProgram(program) {
  const closers = [];
  let ending;
  const end = () => (ending ??= endAll(closers));
  onSignal(end);
  let code = 1;
  try {
    code = await program({ atEnd: (close) => closers.push(close) });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  await end();
  process.exit(code);
}

async function endAll(closers) {
  await stopAll();
  for (const close of closers) await close();
}
