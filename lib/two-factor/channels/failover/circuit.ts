/** How a provider has done lately, as plain data. */
export type Circuit = { failuresInARow: number; restsUntil: number };

export type CircuitLimits = {
  /** Failures in a row after which the provider is left alone. */
  failures: number;
  /** How long it is left alone before one message tries it again. */
  restMs: number;
};

export const closedCircuit: Circuit = { failuresInARow: 0, restsUntil: 0 };

/** Whether a message may try the provider now. */
export function isOpenTo({ restsUntil }: Circuit, now: number): boolean {
  return now >= restsUntil;
}

/**
 * The circuit while a message is on its way. When the provider has rested, this message is the one that tries: the
 * others keep waiting as long again.
 */
export function whileTrying(circuit: Circuit, now: number, { failures, restMs }: CircuitLimits): Circuit {
  return circuit.failuresInARow < failures ? circuit : { ...circuit, restsUntil: now + restMs };
}

export function afterSuccess(): Circuit {
  return closedCircuit;
}

export function afterFailure({ failuresInARow }: Circuit, now: number, { failures, restMs }: CircuitLimits): Circuit {
  const more = failuresInARow + 1;
  return { failuresInARow: more, restsUntil: more < failures ? 0 : now + restMs };
}
