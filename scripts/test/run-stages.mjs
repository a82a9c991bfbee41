/**
 * Runs stages one after the other and the lanes of each side by side; answers with what came of every suite. Behind a step
 * that failed its lane ends: what needs it would fail for no reason of its own.
 */
export async function runStages(stages, runSuite) {
  const results = [];
  for (const lanes of stages) results.push(...(await Promise.all(lanes.map((lane) => runLane(lane, runSuite)))).flat());
  return results;
}

async function runLane(lane, runSuite) {
  const results = [];
  for (const suite of lane) {
    const result = await runSuite(suite);
    results.push(result);
    if (!suite.count && result.failed > 0) break;
  }
  return results;
}
