import { email } from "@/lib/two-factor/factors/email/index";
import type { FactorFolder } from "@/lib/two-factor/factors/folder";
import { sms } from "@/lib/two-factor/factors/sms/index";
import type { Factor } from "@/lib/two-factor/flows/factor/ports";
import type { FactorPorts } from "@/lib/two-factor/flows/ports";
import type { FactorStatements, StoreConfig } from "@/lib/two-factor/store/sql/database";

/** The kinds of proof that come with the add-on, in the order in which they are asked for. One more is one more line. */
export const factorFolders: readonly FactorFolder[] = [email, sms];

/** Those that can work here: a factor with messages needs the channel that carries them. */
export function createFactors(folders: readonly FactorFolder[], ports: FactorPorts, store: StoreConfig): Factor[] {
  const usable = folders.filter(({ facts: { channel } }) => channel === null || ports.channels[channel]);
  return usable.map(({ create }) => create(ports, store));
}

/** What their statements need to know of them. */
export function statementsOf(folders: readonly FactorFolder[]): FactorStatements[] {
  return folders.map(({ facts: { name, isGuessable }, spend }) => ({ name, isGuessable, ...(spend && { spend }) }));
}
