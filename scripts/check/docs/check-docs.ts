import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { deliveryFailures } from "@/lib/two-factor/channels/delivery-failure";
import { refusalTextKeys } from "@/lib/two-factor/client";
import { approvalTransitions } from "@/lib/two-factor/core/approval/approval";
import { challengeTransitions } from "@/lib/two-factor/core/code/challenge";
import { defaultLimits } from "@/lib/two-factor/core/limit/limits";
import { unsentReasons } from "@/lib/two-factor/core/message/delivery";
import {
  compareLimits,
  compareTransitions,
  compareWords,
  findBoldClaims,
  findDeadPaths,
  findUnknownCommands,
  section,
} from "./docs-comparisons";

const required = [
  "README.md",
  "SECURITY.md",
  "docs/flow.md",
  "docs/threat-model.md",
  "docs/operations.md",
  "docs/requirements.md",
  "docs/glossary.md",
];
const { scripts } = JSON.parse(read("package.json"));
const complaints = [...required.filter((file) => !existsSync(file)).map((file) => `${file} is missing`), ...drift()];
for (const file of documents()) {
  const text = read(file);
  const folder = `${dirname(file)}/`.replace(/^\.\//, "");
  const found = [
    ...findDeadPaths(text, folder, existsSync),
    ...findUnknownCommands(text, scripts),
    ...findBoldClaims(text),
  ];
  complaints.push(...found.map((each) => `${file}: ${each}`));
}
for (const file of catalogues()) complaints.push(...findBoldClaims(read(file)).map((each) => `${file}: ${each}`));

for (const complaint of complaints) console.error(complaint);
process.exit(complaints.length > 0 ? 1 : 0);

function drift(): string[] {
  const flow = read("docs/flow.md");
  const threats = read("docs/threat-model.md");
  const operations = read("docs/operations.md");
  const failures = [...deliveryFailures, ...unsentReasons];
  return [
    ...compareTransitions(section(flow, "challenge"), challengeTransitions).map((each) => `docs/flow.md: ${each}`),
    ...compareTransitions(section(flow, "approval"), approvalTransitions).map((each) => `docs/flow.md: ${each}`),
    ...compareWords("the table of refusals", section(flow, "refusals"), Object.keys(refusalTextKeys)).map(
      (each) => `docs/flow.md: ${each}`,
    ),
    ...compareWords("the table of failures", section(operations, "did not leave"), failures).map(
      (each) => `docs/operations.md: ${each}`,
    ),
    ...compareLimits(section(threats, "limits"), defaultLimits).map((each) => `docs/threat-model.md: ${each}`),
  ];
}

function documents(): string[] {
  const top = readdirSync(".").filter((name) => name.endsWith(".md"));
  return [...top, ...under("docs", ".md"), ...under("lib", ".md")];
}

function catalogues(): string[] {
  return under("lib", ".json").filter((file) => file.includes("/messages/"));
}

function under(folder: string, ending: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
}

function read(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
