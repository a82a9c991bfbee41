import { jittered } from "@/lib/two-factor/flows/message/jittered";
import { createSending } from "@/lib/two-factor/flows/message/sending";
import type { Ports } from "@/lib/two-factor/flows/ports";

const pauseMs = 1000;
const longestPauseMs = 10_000;

export type DeliveryWorker = {
  /** Takes up nothing more. Resolves when what is on its way has ended and is written down. */
  stop(): Promise<void>;
};

/**
 * Looks about once a second for notices, and for messages that nobody sends since their instance died. Any number of
 * instances may look at once. Keeps no process alive; never throws, and looks less often while the database is away.
 */
export function startDelivering(ports: Ports): DeliveryWorker {
  const sending = createSending(ports);
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();
  let isStopped = false;
  let failures = 0;

  async function look(): Promise<void> {
    const isFull = await takeUp().catch(lament);
    // A pile is cleared without pauses.
    wait(isFull ? 0 : Math.min(pauseMs * 2 ** failures, longestPauseMs));
  }

  async function takeUp(): Promise<boolean> {
    const isFull = await sending.takeUp();
    if (failures > 0) ports.log.info("deliveries_resumed");
    failures = 0;
    return isFull;
  }

  function lament(error: unknown): boolean {
    if (failures === 0) ports.log.error("deliveries_stopped", { error });
    failures += 1;
    return false;
  }

  function wait(ms: number): void {
    const begin = () => {
      looking = look();
    };
    if (!isStopped) timer = setTimeout(begin, jittered(ports, ms)).unref();
  }

  wait(pauseMs);
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await looking;
      await sending.finish().catch(lament);
    },
  };
}
