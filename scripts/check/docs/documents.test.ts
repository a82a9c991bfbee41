import { expect, test } from "vitest";
import { createDocumentCheck } from "./documents";
import { readProject } from "./project";

const project = readProject();
const faultsOf = createDocumentCheck(project);

/** Wrong sentences, as any document could have them, each with the expected complaint. */
const faults = [
  ["It lies in `lib/two-factor/gone.ts`.", "lib/two-factor/gone.ts does not exist"],
  ["See [flow](flow.md#gone).", "flow.md#gone: there is no such heading"],
  ["Run `npm run gone`.", "npm run gone does not exist"],
  ["Open `/verification`.", "no route serves /verification"],
  ['```ts\nimport { a } from "@/lib/gone";\n```', "@/lib/gone leads nowhere"],
  ["```sql\nDELETE FROM gone_table;\n```", "there is no table gone_table"],
  ["Set AUTH_ADDRESS first.", "the variable AUTH_ADDRESS does not exist"],
  ["Call `createThreeFactor`.", "the code does not know `createThreeFactor`"],
  ['Press "Send another code".', 'no page says "Send another code"'],
  ["It lives 6 minutes<!-- code.lifetimeMinutes -->.", '"6 minutes": code.lifetimeMinutes is 5'],
  ["It is lax<!-- limits.ts says sameSite -->.", "limits.ts does not say sameSite any more"],
  ["A code by e-mail is AAL2.", "bold claim: A code by e-mail is AAL2."],
] as const;

test.each(faults)("%s is reported", (sentence, complaint) => {
  expect(faultsOf("docs/any.md", sentence)).toEqual([complaint]);
});

test("a true sentence gets no complaint", () => {
  const text =
    "`lib/two-factor/core/` knows `challenge`; it lives 5 minutes<!-- code.lifetimeMinutes -->; see `/verify`.";
  expect(faultsOf("docs/any.md", text)).toEqual([]);
});
