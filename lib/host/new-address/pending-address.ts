import type { Channel } from "@/lib/two-factor/index";
import type { Prisma } from "@/prisma/client/client";

type Tx = Prisma.TransactionClient;
type Of = { accountId: string; channel: Channel };
type OfSession = Of & { sessionIdHash: string };

/** How long a person can confirm a new address after they approved it with the current factor. */
const confirmMinutes = 15;

/** Lets this session confirm this address, in place of any other of its channel. */
export async function keepPending(tx: Tx, { accountId, channel, sessionIdHash }: OfSession, address: string) {
  await tx.$executeRaw`
    INSERT INTO address_change (account_id, channel, session_id_hash, address, expires_at)
    VALUES (${accountId}, ${channel}, ${sessionIdHash}, ${address}, now() + make_interval(mins => ${confirmMinutes}::int))
    ON CONFLICT (account_id, channel) DO UPDATE SET session_id_hash = excluded.session_id_hash,
      address = excluded.address, expires_at = excluded.expires_at`;
}

/** The address that this session approved a moment ago, or null. */
export async function readPending(
  tx: Pick<Tx, "$queryRaw">,
  { accountId, channel, sessionIdHash }: OfSession,
): Promise<string | null> {
  const [open] = await tx.$queryRaw<{ address: string }[]>`
    SELECT address FROM address_change
    WHERE account_id = ${accountId} AND channel = ${channel} AND session_id_hash = ${sessionIdHash}
      AND expires_at > now()`;
  return open?.address ?? null;
}

export async function forgetPending(tx: Tx, of: Of): Promise<void> {
  await tx.addressChange.deleteMany({ where: of });
}
