import type { Ports, Receipt } from "@/lib/two-factor/ports";

/** What this account approved, or null. Call it behind a session only; any session of the account may look. */
export function readReceipt(ports: Ports, input: { accountId: string; approvalId: string }): Promise<Receipt | null> {
  return ports.store.readReceipt(input);
}

/** The newest receipts of an account, for its recent activity. */
export function listReceipts(ports: Ports, input: { accountId: string; limit: number }): Promise<Receipt[]> {
  return ports.store.listReceipts(input);
}
