import { availableParallelism } from "node:os";

/**
 * A limited number of places for expensive work. `take` returns the function that gives the place back, or null if all
 * are taken. So a flood is refused at once and does not slow other pages.
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

/** The places for password hashes that run or wait: about a second of work for each core. */
export const hashingPlaces = createPlaces(availableParallelism() * 32);
