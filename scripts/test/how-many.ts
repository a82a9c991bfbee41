/** Few repetitions in `npm test`, and the full number in `npm run test:long`. */
export function howMany({ short, long }: { short: number; long: number }): number {
  return process.env.TEST_FORM === "long" ? long : short;
}
