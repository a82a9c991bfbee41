import { isPlainEmail } from "@/lib/two-factor/core/message/email-address";
import type { Channel } from "@/lib/two-factor/core/words";

const e164 = /^\+[1-9]\d{6,14}$/;

/**
 * True for exactly one plain recipient of this channel. Lists, comments, display names, quoted local parts and
 * look-alikes of "@" are no: mailers differ in where they would deliver those (GHSA-5jpx-9hw9-2fx4, CVE-2022-35924,
 * CVE-2026-100699, GHSA-7rqj-j65f-68wh).
 */
export function isOneRecipient(channel: Channel, address: string): boolean {
  return channel === "sms" ? e164.test(address) : isPlainEmail(address);
}
