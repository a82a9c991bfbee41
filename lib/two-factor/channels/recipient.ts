import type { Channel } from "@/lib/two-factor/core/words";

const mailbox = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domain =
  /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$/;
const e164 = /^\+[1-9]\d{6,14}$/;

/**
 * True for exactly one plain recipient of this channel. Lists, comments, display names, quoted local parts and
 * look-alikes of "@" are no: mailers differ in where they would deliver those (GHSA-5jpx-9hw9-2fx4, CVE-2022-35924,
 * CVE-2026-100699, GHSA-7rqj-j65f-68wh).
 */
export function isOneRecipient(channel: Channel, address: string): boolean {
  return channel === "sms" ? e164.test(address) : isPlainMailbox(address);
}

function isPlainMailbox(address: string): boolean {
  const [local = "", host = "", ...more] = address.split("@");
  return more.length === 0 && local.length <= 64 && mailbox.test(local) && domain.test(host);
}
