import type { Line } from "@/lib/two-factor/core/approval/approval";
import type { Facts, PolicyRule } from "@/lib/two-factor/core/approval/policy";
import type { FactorName } from "@/lib/two-factor/core/factor/records";
import type { Json } from "@/lib/two-factor/core/json";
import type { Destination } from "@/lib/two-factor/core/message/notice";
import type { Refusal } from "@/lib/two-factor/core/refusal";
import type { SecurityChange } from "@/lib/two-factor/core/words";
import type { MessageLine } from "@/lib/two-factor/flows/message/ports";

/** Who approves, as the server knows it. `locale` is the language of the sealed lines, also when they are made again. */
export type Approver = { accountId: string; locale: string; sessionIdHash: string; browserHash: string };

export type Described =
  | { ok: true; lines: Line[]; binds: Json; facts: Facts }
  /** It cannot be done as things are; `refusal` is a word of the action's own, for the page to put into a sentence. */
  | { ok: false; refusal: string };

/** What an action did: the sealed input, what it locked, the lines that were shown, and what `run` returned. */
export type Done<Input = unknown, Output = unknown> = {
  input: Input;
  binds: Json;
  lines: readonly Line[];
  /** The language of those lines. */
  locale: string;
  output: Output;
};

/**
 * A message that says to the person what was done. "action-done" goes to their e-mail, or with `everyAddress`
 * wherever they can be reached, with the address of the receipt: `title` is a name such as "Your payout", `happened` one
 * sentence, both the application's own words and nothing that a person typed. "security-change" goes to every address they had before it. `lines` say more. All in the language of the
 * sealed lines.
 */
export type Notice = (
  | { about: "action-done"; title: string; happened: string; everyAddress?: boolean }
  | { about: "security-change"; change: SecurityChange }
) & {
  lines?: readonly MessageLine[];
  /** Further addresses. One that is given twice gets one message. */
  also?: readonly Destination[];
};

/**
 * Something a person approves with a code after seeing exactly what it is. Declared once by the application; sealing,
 * code, page, message, receipt and trail are the add-on's. `Tx` is the application's database client.
 */
export type SensitiveAction<Tx = unknown, Input = unknown, Output = unknown> = {
  /** Unique and lasting, such as "change-payout": it stands in rows and addresses of receipts. */
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
   * Where the code goes when the action is to prove an address that is not the person's yet, and of which factor it is
   * to be. Read from what was sealed and from nothing else. Absent: to what the person has registered.
   */
  codeTo?(sealed: { input: Input; binds: Json }): { factor: FactorName; address: string };
  /**
   * Changes data, inside the transaction that consumes the code. No mail, hash or payment here. A throw undoes all of it,
   * and after a deadlock all of it is run again: nothing but `tx` may be touched.
   */
  run(tx: Tx, sealed: { input: Input; binds: Json }, approver: Approver): Promise<Output>;
  /**
   * What the person is told of it: plain data. The messages are written in the transaction that consumes the code, so they
   * leave if and only if the action was done.
   */
  notices?(done: Done<Input, Output>): readonly Notice[];
  /** After the commit: a payment. Must be idempotent and resumable, since a crash may come before it. */
  settle?(output: Output): Promise<void>;
  /**
   * What `because` of a rule means, for a page in `locale`: how "We ask for a code because ..." ends. Where it is absent
   * or answers null, the page says what it says of "always".
   */
  explainReason?(reason: string, locale: string): string | null;
  /** Where the person goes afterwards: an own path. `output` is what `run` returned, as JSON. */
  doneAt(output: Output): string;
  /** Where a person goes back to when nothing came of it: an own path. Absent: to the security settings. */
  startsAt?: string;
  /**
   * What the word of a refusal means, for a page in `locale`; null for a word that it does not know. It is asked for the
   * words of `describe`, and for "invalid-input" where the schema refuses what was typed.
   */
  explain?(refusal: string, locale: string): string | null;
  /** What a list of receipts calls it, from what was sealed. Absent: its first line's value. */
  title?(shown: { lines: readonly Line[]; locale: string }): string;
};

/** Finds an action by its name. */
export type SensitiveActions = ReadonlyMap<string, SensitiveAction>;

/** A refusal in the action's own words; null where it has none for it. */
export function explainRefusal(
  { actions }: { actions: SensitiveActions },
  { action, refusal, locale }: { action: string; refusal: Refusal; locale: string },
): string | null {
  const word = refusal.code === "not-possible" ? refusal.reason : refusal.code;
  return actions.get(action)?.explain?.(word, locale) ?? null;
}

/** Throws TypeError where two actions have the same name. */
export function sensitiveActionsOf(actions: readonly SensitiveAction[]): SensitiveActions {
  const byName = new Map(actions.map((action) => [action.name, action]));
  if (byName.size < actions.length) throw new TypeError("Two sensitive actions have the same name");
  return byName;
}
