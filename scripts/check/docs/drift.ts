import { mailboxFailure } from "@/lib/host/mailbox/inbox";
import { deliveryFailures } from "@/lib/two-factor/channels/index";
import { refusalTextKeys } from "@/lib/two-factor/client";
import { approvalTransitions } from "@/lib/two-factor/core/approval/approval";
import { auditEventNames } from "@/lib/two-factor/core/audit";
import { challengeTransitions } from "@/lib/two-factor/core/code/challenge";
import { defaultLimits } from "@/lib/two-factor/core/limit/limits";
import { unsentReasons } from "@/lib/two-factor/core/message/delivery";
import messages from "@/lib/two-factor/messages/en.json";
import type { Project } from "./project";
import { compareRefusalTexts } from "./prose/names";
import { compareIndex, readDecision } from "./tables/decisions";
import { compareExample, compareVariables } from "./tables/environment";
import { compareLoggedEvents, loggedEventsOf } from "./tables/logged-events";
import {
  compareCounts,
  compareLimits,
  compareLists,
  compareTransitions,
  compareWords,
  findForeignWords,
  rowsOf,
  section,
  wordsIn,
} from "./tables/tables";
import { codedVariables } from "./truth";

/** Finds differences between a document's tables, diagrams and lists and the code. */
export function drift(project: Project): string[] {
  return [
    ...ofFile("docs/flow.md", flow(project.read("docs/flow.md"))),
    ...ofFile("docs/operations.md", operations(project)),
    ...ofFile("docs/adopt.md", statuses(project)),
    ...ofFile("docs/architecture.md", architecture(project)),
    ...ofFile(
      "docs/threat-model.md",
      compareLimits(section(project.read("docs/threat-model.md"), "limits"), defaultLimits),
    ),
    ...ofFile("docs/requirements.md", compareCounts(project.read("docs/requirements.md"))),
    ...ofFile(".env.example", compareExample(project.read(".env.example"), variablesOf(project))),
    ...decisions(project),
  ];
}

function ofFile(file: string, complaints: readonly string[]): string[] {
  return complaints.map((each) => `${file}: ${each}`);
}

function flow(text: string): string[] {
  const refusals = section(text, "refusals");
  return [
    ...compareTransitions(section(text, "states of a challenge"), challengeTransitions),
    ...compareTransitions(section(text, "states of an approval"), approvalTransitions),
    ...compareWords("the table of refusals", refusals, Object.keys(refusalTextKeys)),
    ...compareRefusalTexts(rowsOf(refusals), messages.refusal),
  ];
}

function operations(project: Project): string[] {
  const text = project.read("docs/operations.md");
  const failures = [...deliveryFailures, ...unsentReasons, mailboxFailure];
  return [
    ...compareVariables(section(text, "environment"), variablesOf(project)),
    ...compareWords("the table of failures", section(text, "did not leave"), failures),
    ...compareLoggedEvents(section(text, "logged events"), eventsOf(project)),
    ...findForeignWords("the table of alarms", section(text, "worth an alarm"), auditEventNames),
  ];
}

/** The status of each refusal in the table for JSON clients. */
function statuses({ read }: Project): string[] {
  const source = /const statuses = \{([\s\S]+?)\}/.exec(read("lib/two-factor/next/routes/problem.ts"))?.[1] ?? "";
  const coded = Array.from(source.matchAll(/([\w-]+)"?: (\d{3})/g), ([, code, status]) => `${code} = ${status}`);
  const codes = Object.keys(refusalTextKeys);
  const documented = rowsOf(section(read("docs/adopt.md"), "clients that read JSON")).flatMap(([status, when]) =>
    wordsIn(when).flatMap((word) => (codes.includes(word) ? [`${word} = ${status}`] : [])),
  );
  return compareLists("the table of statuses", documented, coded).filter((each) => !each.includes("not-pending"));
}

/** The add-on's folders: its layers, and the topics inside a layer. */
function architecture({ files, read }: Project): string[] {
  const text = read("docs/architecture.md");
  const inside = files.flatMap((file) => /^lib\/two-factor\/(.+\/)/.exec(file)?.[1] ?? []);
  const layers = [...new Set(inside.map((folder) => `${folder.split("/")[0]}/`))];
  const topics = inside.flatMap((folder) => /^(?:core|flows|store)\/([\w-]+)\//.exec(folder)?.[1] ?? []);
  return [
    ...compareWords("the table of layers", section(text, "layers").replace(/^\| folder of.*$/m, ""), layers),
    ...compareWords("the table of topics", section(text, "topics"), [...new Set(topics)]),
  ];
}

function variablesOf({ sources, read }: Project) {
  return codedVariables(
    read("lib/host/server/env.ts"),
    sources.filter(({ path }) => path.startsWith("scripts/")).map(({ text }) => text),
  );
}

function eventsOf({ sources }: Project): string[] {
  const product = sources.filter(({ path }) => /^(lib|app|components|instrumentation)\b.*\.tsx?$/.test(path));
  const running = product.filter(({ path }) => !/\.test\.ts$|\/testing\/|\/test-/.test(path));
  return running.flatMap(({ path, text }) => loggedEventsOf(path, text));
}

function decisions({ files, read }: Project): string[] {
  const records = files.filter((file) => /^docs\/decisions\/\d/.test(file)).sort();
  const all = records.map((file) => ({ file, ...readDecision(file.slice("docs/decisions/".length), read(file)) }));
  const index = "docs/decisions/README.md";
  return [
    ...all.flatMap(({ file, complaints }) => ofFile(file, complaints)),
    ...ofFile(
      index,
      compareIndex(
        read(index),
        all.map(({ decision }) => decision),
      ),
    ),
  ];
}
