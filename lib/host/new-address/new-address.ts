import { z } from "zod";
import type { approvalTexts } from "@/lib/host/language/texts";
import type { CodeAddresses } from "@/lib/host/people/phone-number";
import type { Channel, Line, Notice } from "@/lib/two-factor/index";
import type { Prisma, User } from "@/prisma/client/client";

type TextKey = Parameters<ReturnType<typeof approvalTexts>>[0];

/** The data that the second half seals when it is proposed. */
export const proved = z.strictObject({
  /** The address that is replaced. */
  from: z.string().nullable(),
  to: z.string(),
  /** The present destination of codes by this channel. */
  registered: z.string().nullable(),
  /** The person's confirmed e-mail address. */
  email: z.string().nullable(),
});
export type Proved = z.output<typeof proved>;

/** The differences between proving a new e-mail address and proving a new mobile number. */
export type NewAddress = {
  /**
   * Part of the names of the two actions, of the input's field, and of refusals: "change-email", "email-change-over".
   */
  kind: "email" | "phone";
  channel: Channel;
  typed: z.ZodType<string>;
  /** The refusal's code for input that is not such an address. */
  invalid: "invalid-email" | "invalid-number";
  words: { add: TextKey; change: TextKey; next: TextKey; confirm: TextKey };
  pages: { start: string; confirm: string; done: string };
  readable(address: string): string;
  /** The address that the new one replaces. */
  current(user: User, codes: CodeAddresses): string | null;
  /** The refusal's code if nothing may be sent to this address. */
  refuse?(address: string): string | null;
  /** The refusal's code if the account cannot have this address. It is checked only after the address was proved. */
  refuseProved?(tx: Prisma.TransactionClient, address: string): Promise<string | null>;
  save(address: string): Prisma.UserUpdateInput;
  /** Whether codes go to the new address even if none went by this channel before. */
  addsChannel: boolean;
  /** The notices about the change; `becomes` is the line that shows the new address. */
  notices(proved: Proved, becomes: readonly Line[]): Notice[];
};
