/**
 * Runs stages one after the other and the lanes of each stage in parallel, and returns the results of all suites. A
 * lane ends after a failed step, since the suites after it need the step.
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
