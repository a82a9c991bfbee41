import { onSignal, stopAll } from "./run.mjs";

/**
 * Runs `program`, which may start other processes and open resources, and exits with the code that it returns. At its
 * end, also after an error or a signal, its processes are ended first, and then the functions given to `atEnd` run.
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
