// Inherited by every program a script starts: no tool of ours calls home.
process.env.NEXT_TELEMETRY_DISABLED = "1";
process.env.CHECKPOINT_DISABLE = "1";
process.env.PRISMA_HIDE_UPDATE_MESSAGE = "1";

/** Where the demo keeps its database, its secrets and its mailbox. */
export const dataDirectory = process.env.COUNTERSIGN_DATA_DIR ?? ".data";
