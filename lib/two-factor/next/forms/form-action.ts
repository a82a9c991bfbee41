import { redirect } from "next/navigation";
import type { z } from "zod";
import type { LogPort } from "@/lib/two-factor/flows/ports";
import { onlyText } from "@/lib/two-factor/next/forms/form-fields";
import { type Detour, type FormOrigin, signInFirst } from "@/lib/two-factor/next/guards/door";
import { orUnavailable } from "@/lib/two-factor/next/guards/faults";
import { outOfDatePath } from "@/lib/two-factor/next/headers/proxy";

/** What somebody typed into the form of this name. */
export type Draft = { form: string; values: Record<string, string | undefined> };

/** Keeps what was typed into a form whose session is over, for the account of that session in this browser alone. */
export type DraftPort = {
  keep: (draft: Draft, sessionHash: string) => Promise<void>;
  /** What was kept of the form of this name is not needed any more: it was sent again. */
  drop: (form: string) => Promise<void>;
};

type FormActionConfig = () => {
  log: LogPort;
  /** From `createNextDoor`. */
  formOrigin: (form: FormData) => Promise<FormOrigin | null>;
  /** Without it nothing is kept. */
  drafts?: DraftPort;
};

/** Where a form stands that belongs to a signed-in person. */
type Place<Input> = {
  /** Path of its page, to come back to after signing in. */
  next: string | ((input: Input | null) => string);
  /** Under which name what was typed is kept. Leave it out for a form with a password. */
  draft?: string;
};

/** What an action may ask of its form: where to come back to, and whether somebody was signed in when it was shown. */
export type FormPage = Required<Detour> & { wasSignedIn: boolean };

/**
 * Makes the body of a server action safe to expose: refuses forms that are not ours, reads exactly the fields the schema
 * names (everything else, duplicates and files are ignored), and turns a fault into the neutral page.
 * A field that does not fit its schema reaches `handle` as null input.
 *
 * A form of an earlier session is never handled while another one is open. With a `place` the person comes back to its
 * page, where what they typed is found again if they are who typed it.
 */
export function createFormAction(config: FormActionConfig) {
  return <Shape extends z.ZodRawShape, State>(
    schema: z.ZodObject<Shape>,
    handle: (input: z.output<z.ZodObject<Shape>> | null, page: FormPage) => Promise<State>,
    place?: Place<z.output<z.ZodObject<Shape>>>,
  ) =>
    async (form: FormData): Promise<State> => {
      const { log, formOrigin, drafts } = config();
      const origin = form instanceof FormData ? await formOrigin(form) : null;
      if (!origin || (origin.isOutOfDate && !place)) {
        log.warn("csrf_refused");
        redirect(outOfDatePath);
      }
      const values = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, onlyText(form, name)]));
      const { success, data } = schema.safeParse(values);
      const input = success ? data : null;
      const { sessionHash, isOutOfDate } = origin;
      const page = {
        next: typeof place?.next === "function" ? place.next(input) : (place?.next ?? "/"),
        wasSignedIn: sessionHash !== null,
        whenSignedOut: async () => {
          if (place?.draft && sessionHash) await drafts?.keep({ form: place.draft, values }, sessionHash);
        },
      };
      return orUnavailable(log, async () => {
        if (isOutOfDate) return signInFirst(page);
        if (place?.draft) await drafts?.drop(place.draft);
        return handle(input, page);
      });
    };
}
