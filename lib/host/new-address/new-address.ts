import { z } from "zod";
import type { approvalTexts } from "@/lib/host/language/texts";
import type { CodeAddresses } from "@/lib/host/people/phone-number";
import type { Channel, Line, Notice } from "@/lib/two-factor/index";
import type { Prisma, User } from "@/prisma/client/client";

type TextKey = Parameters<ReturnType<typeof approvalTexts>>[0];

/** What the second half seals, as it was when it was proposed. */
export const proved = z.strictObject({
  /** The address that is replaced. */
  from: z.string().nullable(),
  to: z.string(),
  /** Where codes by this channel go so far. */
  registered: z.string().nullable(),
  /** The person's confirmed e-mail address. */
  email: z.string().nullable(),
});
export type Proved = z.output<typeof proved>;

/** What differs between an e-mail address and a mobile number; everything else of proving a new one is the same. */
export type NewAddress = {
  /** Stands in the names of the two actions, of what is typed, and of refusals: "change-email", "email-change-over". */
  kind: "email" | "phone";
  channel: Channel;
  typed: z.ZodType<string>;
  /** The word of a refusal for what is no such address at all. */
  invalid: "invalid-email" | "invalid-number";
  words: { add: TextKey; change: TextKey; next: TextKey; confirm: TextKey };
  pages: { start: string; confirm: string; done: string };
  readable(address: string): string;
  /** The address that a new one takes the place of. */
  current(user: User, codes: CodeAddresses): string | null;
  /** The word of a refusal where nothing may be sent to this address. */
  refuse?(address: string): string | null;
  /** The same where the account cannot have it; asked only once a code has come back from there. */
  refuseProved?(tx: Prisma.TransactionClient, address: string): Promise<string | null>;
  save(address: string): Prisma.UserUpdateInput;
  /** Whether codes go there also where none went by this channel before. */
  addsChannel: boolean;
  /** Who is told of it, and of what; `becomes` is the line that shows the new address. */
  notices(proved: Proved, becomes: readonly Line[]): Notice[];
};
