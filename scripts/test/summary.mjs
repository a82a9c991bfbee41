const slowest = 10;

/**
 * The summary of a run as lines: complaints, the seconds of each suite, the slowest files, and the sum as the last
 * line.
 */
export function summarize(results) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  return [
    ...results.flatMap(({ complaints }) => complaints),
    "",
    `The ${slowest} slowest files:`,
    ...slowestOf(results).map(({ suite, file, seconds }) => `  ${inSeconds(seconds)}  ${suite}: ${file}`),
    "Each runner:",
    ...results.map(({ name, seconds }) => `  ${inSeconds(seconds)}  ${name}`),
    `${sum("passed")} passed, ${sum("failed")} failed`,
  ];
}

function slowestOf(results) {
  const files = results.flatMap(({ name, files }) => files.map((each) => ({ suite: name, ...each })));
  return files.sort((one, other) => other.seconds - one.seconds).slice(0, slowest);
}

const inSeconds = (seconds) => `${seconds.toFixed(1).padStart(6)} s`;
