import type { Factor, FactorFacts } from "@/lib/two-factor/flows/factor/ports";
import type { FactorPorts } from "@/lib/two-factor/flows/ports";
import type { FactorStatements, StoreConfig } from "@/lib/two-factor/store/sql/database";

/**
 * What the index of each folder in here exports. The files beside it have the same names in every folder: words (facts),
 * enrol, begin, view, verify, and store where only this factor needs a statement.
 */
export type FactorFolder = {
  facts: FactorFacts;
  /** The factor, with all that it may use. */
  create(ports: FactorPorts, store: StoreConfig): Factor;
  /** Joins the statement that ends a challenge, where a right answer uses up more than the challenge. */
  spend?: FactorStatements["spend"];
};
