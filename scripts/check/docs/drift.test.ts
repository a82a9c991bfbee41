import { expect, test } from "vitest";
import { drift } from "./drift";
import { type Project, readProject } from "./project";

const project = readProject();

/** Planted faults, each with its document and the expected complaint. */
const faults = [
  ["docs/flow.md", "pending --> revoked", "pending --> lost", "the state diagram lacks: pending --> revoked"],
  ["docs/flow.md", "proposed --> void", "proposed --> gone", "the state diagram lacks: proposed --> void"],
  ["docs/flow.md", "| `cool-down` |", "| `cooling` |", "the table of refusals lacks: cool-down"],
  ["docs/flow.md", '"This code has expired.', '"This code is old.', "expired says: This code has expired"],
  [
    "docs/operations.md",
    "| `PORT` | `3000` |",
    "| `PORT` | `80` |",
    "the table of variables lacks: PORT, default 3000",
  ],
  ["docs/operations.md", "| `opted-out` |", "| `stopped` |", "the table of failures lacks: opted-out"],
  [
    "docs/operations.md",
    "| `swept` | info |",
    "| `sweep_failed` | error |",
    "the table of logged events lacks: swept (info)",
  ],
  [
    "docs/operations.md",
    "| `sequence_fail` |",
    "| `steps_fail` |",
    "the table of alarms has what the code has not: steps_fail",
  ],
  ["docs/adopt.md", "| 410 |", "| 409 |", "the table of statuses lacks: approval-over = 410"],
  [
    "docs/threat-model.md",
    "| `code.digits` | 6 |",
    "| `code.digits` | 8 |",
    "the table of limits lacks: code.digits = 6",
  ],
  ["docs/architecture.md", "| `crypto/` |", "| `keys/` |", "the table of layers lacks: crypto/"],
  ["docs/architecture.md", "| `session` |", "| `browser` |", "the table of topics lacks: session"],
  ["docs/requirements.md", " are done, ", " are finished, ", "the count is out of date"],
  [".env.example", "PORT=3000", "PORTS=3000", "the list of variables lacks: PORT"],
  ["docs/decisions/README.md", "[005]", "[505]", "the index lacks: | [005]"],
  ["docs/decisions/005-count-first-compare-second.md", "Status: accepted", "Status: done", "below the heading: Date"],
] as const;

test.each(faults)("%s: %s written as %s is reported", (file, truth, fault, complaint) => {
  const found = drift(planted(file, truth, fault)).filter((each) => each.startsWith(`${file}: ${complaint}`));
  expect(found).toHaveLength(1);
});

function planted(file: string, truth: string, fault: string): Project {
  const text = project.read(file);
  if (!text.includes(truth)) throw new Error(`${file} has no ${truth} any longer: plant another fault`);
  return { ...project, read: (path) => (path === file ? text.replace(truth, fault) : project.read(path)) };
}
