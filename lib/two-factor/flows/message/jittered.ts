import type { Ports } from "@/lib/two-factor/flows/ports";

/** Up to a quarter more or less: what began together does not come back together. */
export function jittered({ random }: Pick<Ports, "random">, duration: number): number {
  return Math.round(duration * (0.75 + Number(random.digits(3)) / 2000));
}
