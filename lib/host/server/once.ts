/** Makes a value at its first use and keeps it. So a build needs no secret and no database. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
