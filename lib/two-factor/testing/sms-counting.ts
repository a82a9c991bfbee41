import { randomUUID } from "node:crypto";
import { defaultLimits, type Limits } from "@/lib/two-factor/core/limit/limits";
import type { SmsReservation } from "@/lib/two-factor/core/limit/sms";
import { createPostgresStore } from "@/lib/two-factor/store/index";
import { createPerson } from "@/lib/two-factor/testing/person";
import type { openTestStore } from "@/lib/two-factor/testing/store";

export type Sms = Awaited<ReturnType<typeof smsOf>>;

/** SMS asked for in one database, by whoever, with limits of the test's own. Each begins with nothing counted. */
export async function smsOf(opened: Awaited<ReturnType<typeof openTestStore>>, sms: Partial<Limits["sms"]> = {}) {
  const { database } = opened;
  await database.$executeRaw`UPDATE two_factor_sms_counter SET used = 0, started_at = now(), logged_at = NULL`;
  const limits = { ...defaultLimits, sms: { ...defaultLimits.sms, ...sms } };
  const store = createPostgresStore({ database, limits });
  const context = {
    requestId: randomUUID(),
    ip: "192.0.2.7",
    userAgent: "Mozilla/5.0",
    browserHash: `browser-${randomUUID()}`,
    locale: "en",
  };
  const accountId = `account-${randomUUID()}`;
  const take = (country: string, prefix: string = randomUUID()) =>
    store.takeSms({ to: { country, prefix }, accountId, context });

  /** Writes the SMS that was reserved, as a challenge of another person. */
  async function write(sms: SmsReservation) {
    const person = await createPerson({ ...opened, store });
    const browser = person.browser();
    const made = browser.newChallenge();
    const challenge = { ...made, factor: "sms", message: { ...made.message, channel: "sms" as const, sms } };
    const issued = await browser.issue(challenge);
    if (!issued.issued) throw new Error("no code was written");
    return challenge;
  }

  return {
    store,
    context,
    accountId,
    limits,
    take,
    write,
    peek: (country: string, prefix: string) => store.readSmsLimit({ country, prefix }),
    /** Sends an SMS there, and says whether it went; its code is entered, or its time runs out. */
    async send(country: string, end: "answered" | "expired" | "waiting") {
      const taken = await take(country);
      if (!taken.ok) return false;
      const { id } = await write(taken.reservation);
      if (end !== "waiting")
        await database.twoFactorChallenge.update({ where: { id }, data: { state: end, endedAt: new Date() } });
      return true;
    },
    usedToday: async () => (await database.twoFactorSmsCounter.findUniqueOrThrow({ where: { key: "day" } })).used,
    trail: async () => {
      const rows = await database.twoFactorAuditEvent.findMany({ where: { accountId }, orderBy: { id: "asc" } });
      return rows.map(({ event, detail }) => ({ event, detail }));
    },
  };
}

/** A country of this test alone. */
export function aCountry(): string {
  return `+${randomUUID()}`;
}
