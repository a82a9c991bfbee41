import type { Line } from "@/lib/two-factor/core/approval";
import type { Json } from "@/lib/two-factor/core/json";
import type { Facts, PolicyRule } from "@/lib/two-factor/core/policy";
import type { Channel } from "@/lib/two-factor/core/words";

/** Who approves, as the server knows it. `locale` is the language of the sealed lines, also when they are made again. */
export type Approver = { accountId: string; locale: string; sessionIdHash: string; browserHash: string };

export type Described =
  | { ok: true; lines: Line[]; binds: Json; facts: Facts }
  /** It cannot be done as things are; `refusal` is a word of the action's own, for the page to put into a sentence. */
  | { ok: false; refusal: string };

/**
 * Something a person approves with a code after seeing exactly what it is. Declared once by the application; sealing,
 * code, page, message, receipt and trail are the add-on's. `Tx` is the application's database client.
 */
export type SensitiveAction<Tx = unknown, Input = unknown, Output = unknown> = {
  /** Unique and lasting, such as "place-order": it stands in rows and addresses of receipts. */
  name: string;
  /** A strict schema (zod has this shape). It must accept its own output once more, written as JSON. */
  input: { safeParse(raw: unknown): { success: true; data: Input } | { success: false } };
  /**
   * Says what would be done, from stored data. Called when it is proposed, and again inside the transaction of the
   * approval: then `locking` is true, and it must read with row locks (FOR UPDATE) whatever it describes.
   */
  describe(tx: Tx, input: Input, approver: Approver, locking: boolean): Promise<Described>;
  /** Decides between no code, a code and no. Without rules every use asks for a code. */
  policy?: readonly PolicyRule[];
  /**
   * Where the code goes when the action is to prove an address that is not the person's yet. Read from what was sealed
   * and from nothing else. Absent: to the address or phone the person has registered.
   */
  codeTo?(sealed: { input: Input; binds: Json }): { channel: Channel; address: string };
  /**
   * Changes data, inside the transaction that consumes the code. No mail, hash or payment here. A throw undoes all of it,
   * and after a deadlock all of it is run again: nothing but `tx` may be touched.
   */
  run(tx: Tx, sealed: { input: Input; binds: Json }, approver: Approver): Promise<Output>;
  /** After the commit: payment, notices. Must be idempotent and resumable, since a crash may come before it. */
  settle?(output: Output): Promise<void>;
  /** Where the person goes afterwards: an own path. `output` is what `run` returned, as JSON. */
  doneAt(output: Output): string;
  /** Where a person goes back to when nothing came of it: an own path. Absent: to the security settings. */
  startsAt?: string;
  /** What the word of a refusal means, for a page in `locale`; shown where it became impossible meanwhile. */
  explain?(refusal: string, locale: string): string | null;
  /** What a list of receipts calls it, from what was sealed. Absent: its first line's value. */
  title?(shown: { lines: readonly Line[]; locale: string }): string;
};

/** Finds an action by its name. */
export type SensitiveActions = ReadonlyMap<string, SensitiveAction>;

/** Throws TypeError where two actions have the same name. */
export function sensitiveActionsOf(actions: readonly SensitiveAction[]): SensitiveActions {
  const byName = new Map(actions.map((action) => [action.name, action]));
  if (byName.size < actions.length) throw new TypeError("Two sensitive actions have the same name");
  return byName;
}
