import { readCatalogues, readKeyMentions } from "./message-catalogues.mjs";
import { faultsBetweenLanguages, unusedTexts } from "./message-faults.mjs";

const root = process.argv[2] ?? ".";
const catalogues = readCatalogues(root);
const mentions = readKeyMentions(root);
const faults = catalogues.flatMap((catalogue) => [
  ...faultsBetweenLanguages(catalogue),
  ...unusedTexts(catalogue, mentions),
]);
// Without any text the check would pass, so that is a failure.
if (catalogues.length === 0) faults.push("lib: no messages/*.json found");

for (const fault of faults) console.error(fault);
const texts = catalogues.flatMap(({ languages }) => languages.flatMap(({ texts }) => texts));
console.log(`${texts.length} texts in ${catalogues.length} catalogues, ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
