import { deliverClaimed } from "@/lib/two-factor/flows/deliver";
import { jittered } from "@/lib/two-factor/flows/jittered";
import type { Ports } from "@/lib/two-factor/ports";

const atOnce = 10;
const pauseMs = 1000;
const longestPauseMs = 10_000;

export type DeliveryWorker = {
  /** Takes up nothing more. Resolves when what is on its way has ended. */
  stop(): Promise<void>;
};

/**
 * Looks about once a second for messages that nobody sends: those whose instance died, and notices. Any number of
 * instances may look at once. Keeps no process alive; never throws, and looks less often while the database is away.
 */
export function startDelivering(ports: Ports): DeliveryWorker {
  const underWay = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let failures = 0;

  async function look(): Promise<void> {
    const taken = await takeUp(atOnce - underWay.size).catch(lament);
    // A pile is cleared without pauses.
    wait(taken === atOnce ? 0 : Math.min(pauseMs * 2 ** failures, longestPauseMs));
  }

  async function takeUp(atMost: number): Promise<number> {
    if (atMost <= 0) return 0;
    const claimed = await ports.store.claimDueDeliveries({ atMost });
    if (failures > 0) ports.log.info("deliveries_resumed");
    failures = 0;
    for (const each of claimed) {
      const work = deliverClaimed(ports, each).finally(() => underWay.delete(work));
      underWay.add(work);
    }
    return claimed.length;
  }

  function lament(error: unknown): number {
    if (failures === 0) ports.log.error("deliveries_stopped", { error });
    failures += 1;
    return 0;
  }

  function wait(ms: number): void {
    if (!isStopped) timer = setTimeout(() => void look(), jittered(ports, ms)).unref();
  }

  wait(pauseMs);
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await Promise.all(underWay);
    },
  };
}
