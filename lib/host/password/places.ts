import { availableParallelism } from "node:os";

/**
 * Room for so many pieces of dear work. `take` gives the function that hands the place back, or null where all are taken,
 * so that a flood is refused at once and costs no other page.
 */
export function createPlaces(atMost: number) {
  let taken = 0;
  return {
    take: (): (() => void) | null => {
      if (taken >= atMost) return null;
      taken += 1;
      return () => {
        taken -= 1;
      };
    },
  };
}

/** Password hashes that run or wait: about a second of work for each core. */
export const hashingPlaces = createPlaces(availableParallelism() * 32);
