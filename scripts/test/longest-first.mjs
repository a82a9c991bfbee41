import { BaseSequencer } from "vitest/node";

/** The slowest test files, by name. `npm test` prints the slowest files of a run. */
const longest = [
  "memory",
  "two-instances",
  "durable-delivery",
  "recipients",
  "forged-approvals",
  "no-session-before-the-code",
  "schema",
  "delete-account",
  "notified-changes",
];

/** Starts the longest files first, and the others run beside them. The order is the same in each run. */
export class LongestFirst extends BaseSequencer {
  async sort(files) {
    const keyed = files.map((file) => ({ file, rank: rankOf(file.moduleId) }));
    keyed.sort((a, b) => a.rank - b.rank || (a.file.moduleId < b.file.moduleId ? -1 : 1));
    return keyed.map(({ file }) => file);
  }
}

function rankOf(path) {
  const name = path.replace(/^.*\//, "").replace(/\.test\.ts$/, "");
  return longest.includes(name) ? longest.indexOf(name) : longest.length;
}
