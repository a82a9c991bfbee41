import { createHash, randomInt } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * A folder with one JSON file for each message, like a maildir. A file is written under another name and then renamed,
 * so that a reader sees whole messages only, also after a crash. Several processes may share the folder.
 */
export function createMessageFolder<Message>({ directory, keep }: { directory: string; keep: number }) {
  return {
    /** Writes the message that `compose` makes from its id and time, and drops the oldest beyond `keep`. */
    async add(recipient: string, compose: (id: string, at: Date) => Message): Promise<Message> {
      const at = new Date();
      const id = newId(at);
      const message = compose(id, at);
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const unfinished = join(directory, `${id}.part`);
      await writeFile(unfinished, JSON.stringify(message), { mode: 0o600 });
      await rename(unfinished, join(directory, fileName(id, recipient)));
      const old = (await newestFirst(directory)).slice(keep);
      await Promise.all(old.map((name) => rm(join(directory, name), { force: true })));
      return message;
    },

    /** Newest first; with `recipient`, the messages to it. */
    async list(recipient?: string): Promise<Message[]> {
      const names = await newestFirst(directory);
      const wanted = recipient === undefined ? names : names.filter((name) => name.endsWith(ending(recipient)));
      const messages = await Promise.all(wanted.slice(0, keep).map((name) => read<Message>(join(directory, name))));
      return messages.filter((message) => message !== null);
    },
  };
}

/** Ids sort by time. They have letters only, so that an id is never mistaken for a code. */
function newId(at: Date): string {
  const inSameMillisecond = process.hrtime.bigint() % 1_000_000_000_000n;
  return (
    inLetters(BigInt(at.getTime()), 10) + inLetters(inSameMillisecond, 9) + inLetters(BigInt(randomInt(26 ** 5)), 5)
  );
}

function inLetters(value: bigint, width: number): string {
  const digits: string[] = [];
  for (let rest = value; digits.length < width; rest /= 26n) {
    digits.unshift(String.fromCharCode(97 + Number(rest % 26n)));
  }
  return digits.join("");
}

// The recipient is in the file's name, so that a search for one person's mail opens only those files.
function fileName(id: string, recipient: string): string {
  return `${id}${ending(recipient)}`;
}

function ending(recipient: string): string {
  return `.${createHash("sha256").update(recipient.toLowerCase()).digest("hex").slice(0, 16)}.json`;
}

async function newestFirst(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(absent);
  return (names ?? []).filter((name) => name.endsWith(".json")).sort((a, b) => (a < b ? 1 : -1));
}

// Null when another process has dropped the file since it was listed.
async function read<Message>(path: string): Promise<Message | null> {
  const text = await readFile(path, "utf8").catch(absent);
  return text === null ? null : JSON.parse(text);
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}
