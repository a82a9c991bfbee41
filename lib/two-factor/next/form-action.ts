import { redirect } from "next/navigation";
import type { z } from "zod";
import { orUnavailable } from "@/lib/two-factor/next/faults";
import { onlyText } from "@/lib/two-factor/next/form-fields";
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
      const fields = Object.keys(schema.shape).map((name) => [name, onlyText(form, name)]);
      const parsed = schema.safeParse(Object.fromEntries(fields));
      return orUnavailable(log, () => handle(parsed.success ? parsed.data : null));
    };
}
