const patienceMs = 2_000;

/** Runs `work` and prints its progress: at the start, every few seconds, and the time it took. */
export async function progress(title, work) {
  const startedAt = Date.now();
  console.log(`${title} …`);
  const ticker = setInterval(() => console.log(`  still ${lowered(title)}, ${seconds(startedAt)} s`), 10_000);
  try {
    const result = await work();
    if (Date.now() - startedAt > patienceMs) console.log(`  done in ${seconds(startedAt)} s`);
    return result;
  } finally {
    clearInterval(ticker);
  }
}

function lowered(title) {
  return title.charAt(0).toLowerCase() + title.slice(1);
}

function seconds(startedAt) {
  return ((Date.now() - startedAt) / 1000).toFixed(1);
}
