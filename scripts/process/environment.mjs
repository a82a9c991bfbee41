// All programs that a script starts inherit these, so that no tool sends telemetry.
process.env.NEXT_TELEMETRY_DISABLED = "1";
process.env.CHECKPOINT_DISABLE = "1";
process.env.PRISMA_HIDE_UPDATE_MESSAGE = "1";

/** The folder of the demo's database, secrets and mailbox. */
export const dataDirectory = process.env.COUNTERSIGN_DATA_DIR ?? ".data";
