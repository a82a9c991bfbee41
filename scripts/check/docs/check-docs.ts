import { cataloguesOf, createDocumentCheck, documentsOf } from "./documents";
import { drift } from "./drift";
import { readProject } from "./project";
import { findBoldClaims } from "./prose/claims";

const required = [
  "README",
  "SECURITY",
  "CONTRIBUTING",
  "docs/flow",
  "docs/threat-model",
  "docs/operations",
  "docs/adopt",
];
const project = readProject();
const faultsOf = createDocumentCheck(project);

const complaints = [
  ...required.filter((name) => !project.exists(`${name}.md`)).map((name) => `${name}.md is missing`),
  ...drift(project),
  ...documentsOf(project).flatMap((file) => faultsOf(file, project.read(file)).map((each) => `${file}: ${each}`)),
  ...cataloguesOf(project).flatMap(({ path, text }) => findBoldClaims(text).map((each) => `${path}: ${each}`)),
];
for (const complaint of complaints) console.error(complaint);
process.exit(complaints.length > 0 ? 1 : 0);
