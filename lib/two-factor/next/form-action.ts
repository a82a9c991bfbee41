import { redirect } from "next/navigation";
import type { z } from "zod";
import { orUnavailable } from "@/lib/two-factor/next/faults";
import { outOfDatePath } from "@/lib/two-factor/next/proxy";
import type { LogPort } from "@/lib/two-factor/ports";

type FormActionConfig = () => { log: LogPort; isOwnForm: (form: FormData) => Promise<boolean> };

/**
 * Makes the body of a server action safe to expose: refuses forms that are not ours, reads exactly the fields the schema
 * names (everything else, duplicates and files are ignored), and turns a fault into the neutral page.
 * A field that does not fit its schema reaches `handle` as null input.
 */
export function createFormAction(config: FormActionConfig) {
  return <Shape extends z.ZodRawShape, State>(
    schema: z.ZodObject<Shape>,
    handle: (input: z.output<z.ZodObject<Shape>> | null) => Promise<State>,
  ) =>
    async (form: FormData): Promise<State> => {
      const { log, isOwnForm } = config();
      if (!(form instanceof FormData) || !(await isOwnForm(form))) {
        log.warn("csrf_refused");
        redirect(outOfDatePath);
      }
      const parsed = schema.safeParse(namedFields(form, Object.keys(schema.shape)));
      return orUnavailable(log, () => handle(parsed.success ? parsed.data : null));
    };
}

/** One string per name; two values for one name are nobody's honest form. */
function namedFields(form: FormData, names: string[]): Record<string, string | undefined> {
  return Object.fromEntries(
    names.map((name) => {
      const values = form.getAll(name);
      const [value] = values;
      return [name, values.length === 1 && typeof value === "string" ? value : undefined];
    }),
  );
}
