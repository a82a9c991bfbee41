import { redirect } from "next/navigation";
import type { z } from "zod";
import { type Draft, dropDraft, keepDraft } from "@/lib/two-factor/next/forms/draft";
import { onlyText } from "@/lib/two-factor/next/forms/form-fields";
import { orUnavailable } from "@/lib/two-factor/next/guards/faults";
import { type FormOrigin, formOrigin } from "@/lib/two-factor/next/guards/form-token";
import { type Detour, signInFirst } from "@/lib/two-factor/next/guards/session";
import type { Site } from "@/lib/two-factor/next/site";

/** Where a form stands that belongs to a signed-in person. */
export type Place<Input> = {
  /** Path of its page, to come back to after signing in. */
  next: string | ((input: Input | null) => string);
  /** Under which name what was typed is kept. Leave it out for a form with a password. */
  draft?: string;
};

/** What an action may ask of its form: where to come back to, and whether a person was signed in when it was shown. */
export type FormPage = Required<Detour> & { wasSignedIn: boolean };

export type FormHandler<Input, State> = {
  schema: z.ZodType<Input, unknown> & { shape: z.ZodRawShape };
  /** A field that does not fit its schema reaches it as null input. */
  handle: (input: Input | null, page: FormPage) => Promise<State>;
  place?: Place<Input> | undefined;
};

/**
 * Makes the body of a server action safe to expose: refuses forms that are not ours, reads exactly the fields the schema
 * names (everything else, duplicates and files are ignored), and turns a fault into the neutral page.
 *
 * A form of an earlier session is never handled while another one is open. With a `place` the person comes back to its
 * page, where what they typed is found again if they are who typed it.
 */
export async function submitForm<Input, State>(
  site: Site,
  { schema, handle, place }: FormHandler<Input, State>,
  form: unknown,
): Promise<State> {
  if (!(form instanceof FormData)) return refuseStranger(site);
  const origin = await formOrigin(site, form);
  if (!origin || (origin.isOutOfDate && !place)) return refuseStranger(site);
  const values = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, onlyText(form, name)]));
  const { success, data } = schema.safeParse(values);
  const input = success ? data : null;
  const page = pageOf(site, origin, place && { ...place, next: pathOf(place, input) }, values);
  return orUnavailable(site, async () => {
    if (origin.isOutOfDate) return signInFirst(site, page);
    if (place?.draft) await dropDraft(site, place.draft);
    return handle(input, page);
  });
}

function refuseStranger({ log, paths }: Site): never {
  log.warn("csrf_refused");
  redirect(paths.outOfDate);
}

function pathOf<Input>({ next }: Place<Input>, input: Input | null): string {
  return typeof next === "function" ? next(input) : next;
}

function pageOf(
  site: Site,
  { sessionHash }: FormOrigin,
  { next, draft }: { next: string; draft?: string } = { next: "/" },
  values: Draft["values"],
): FormPage {
  const whenSignedOut = async () => {
    if (draft && sessionHash) await keepDraft(site, { form: draft, values }, sessionHash);
  };
  return { next, wasSignedIn: sessionHash !== null, whenSignedOut };
}
