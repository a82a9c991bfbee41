// Enough for the owner to recognise, no more: the page that shows it opens with a password alone.
const hidden = "•••";

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
