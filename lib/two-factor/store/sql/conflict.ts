import { z } from "zod";

/** Serialization failure and deadlock (PostgreSQL, appendix A): the whole transaction may be run again. */
const conflictStates = ["40001", "40P01"];
/** Unique violation: somebody wrote the row between looking and writing; a second look finds it. */
const duplicateState = "23505";

export function isConflict(error: unknown): boolean {
  return conflictStates.includes(sqlStateOf(error) ?? "");
}

export function isDuplicate(error: unknown): boolean {
  return sqlStateOf(error) === duplicateState;
}

const sqlState = z.string().regex(/^[0-9A-Z]{5}$/);
const ofPrisma = z.object({
  meta: z.object({ driverAdapterError: z.object({ cause: z.object({ originalCode: sqlState }) }) }),
});
const ofDriver = z.object({ code: sqlState, severity: z.string() });

/** What the database itself said, as Prisma or a driver passes it on, also inside a fault. Null for what it did not say. */
export function sqlStateOf(error: unknown): string | null {
  const prisma = ofPrisma.safeParse(error);
  if (prisma.success) return prisma.data.meta.driverAdapterError.cause.originalCode;
  const driver = ofDriver.safeParse(error);
  if (driver.success) return driver.data.code;
  return error instanceof Error && error.cause !== undefined ? sqlStateOf(error.cause) : null;
}
