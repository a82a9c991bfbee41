import type { ClaimedDelivery, EndedDelivery } from "@/lib/two-factor/core/message/records";
import { deliverClaimed, sendClaimed } from "@/lib/two-factor/flows/message/deliver";
import type { Ports } from "@/lib/two-factor/flows/ports";

const atOnce = 10;

/** The waiting messages that one worker has taken up. */
export function createSending(ports: Ports) {
  const underWay = new Set<Promise<void>>();
  const ended: EndedDelivery[] = [];

  // A notice costs no statement of its own: what became of it is told with the next look. If this process dies before,
  // it is sent once more; while the database is away, it is told later.
  async function claim(atMost: number): Promise<ClaimedDelivery[]> {
    const told = ended.splice(0);
    try {
      return await ports.store.claimDueDeliveries({ atMost, ended: told });
    } catch (error) {
      ended.unshift(...told);
      throw error;
    }
  }

  async function deliver(claimed: ClaimedDelivery): Promise<void> {
    if (claimed.challengeId === null) ended.push(await sendClaimed(ports, claimed));
    else await deliverClaimed(ports, claimed);
  }

  return {
    /** Begins to send what is due. True where there was no room for more, and is again: whoever is done first makes it. */
    async takeUp(): Promise<boolean> {
      const claimed = await claim(atOnce - underWay.size);
      for (const each of claimed) {
        const work = deliver(each).finally(() => underWay.delete(work));
        underWay.add(work);
      }
      if (underWay.size < atOnce) return false;
      await Promise.race(underWay);
      return true;
    },
    /** Waits for what is on its way, and tells what became of it. */
    async finish(): Promise<void> {
      await Promise.all(underWay);
      if (ended.length > 0) await claim(0);
    },
  };
}
