import type { Channel } from "@/lib/two-factor/core/words";

const hidden = "•••";

/** Enough for the owner to recognise, no more: the page that shows it opens with a password alone. */
export function maskDestination(channel: Channel, address: string): string {
  switch (channel) {
    case "email":
      return maskEmail(address);
    case "sms":
      return maskPhone(address);
  }
}

/** "alice@example.com" becomes "a•••@e•••.com". The number of dots says nothing about the length. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf("@");
  const labels = address.slice(at + 1).split(".");
  if (at < 1 || labels.length < 2) return hidden;
  return `${firstLetter(address)}${hidden}@${firstLetter(labels[0])}${hidden}.${labels.at(-1)}`;
}

/** "+15005550006" becomes "•••06". */
export function maskPhone(number: string): string {
  return `${hidden}${number.replace(/[^0-9]/g, "").slice(-2)}`;
}

function firstLetter(text = ""): string {
  return [...text][0] ?? "";
}
