import { z } from "zod";
import type { SensitiveAction } from "@/lib/two-factor/flows/action/sensitive-action";
import type { StoreDatabase } from "@/lib/two-factor/store/sql/database";

/** Another action, whose lines no cart changes. */
export function renameAction() {
  const input = z.strictObject({ name: z.string().min(1) });
  const action: SensitiveAction<StoreDatabase, z.output<typeof input>, null> = {
    name: "rename",
    input,
    describe: async (_tx, { name }) => ({
      ok: true,
      lines: [{ id: "name", label: "New name", value: name }],
      binds: {},
      facts: {},
    }),
    run: async () => null,
    doneAt: () => "/account",
  };
  return action;
}

/** Proves an address that is not the person's yet. */
export function proveAction() {
  const input = z.strictObject({ address: z.string() });
  const action: SensitiveAction<StoreDatabase, z.output<typeof input>, null> = {
    name: "prove",
    input,
    describe: async (_tx, { address }) => ({
      ok: true,
      lines: [{ id: "becomes", label: "New address", value: address }],
      binds: { address },
      facts: {},
    }),
    codeTo: (sealed) => ({ factor: "email", address: sealed.input.address }),
    run: async () => null,
    doneAt: () => "/account",
  };
  return action;
}
