import { join } from "node:path";
import { env } from "@/lib/host/env";
import { createInbox } from "@/lib/two-factor/index";

/** The demo mailbox: a folder of messages. Null outside the demo, where codes go to real mailboxes only. */
export function demoInbox() {
  return env().COUNTERSIGN_DEMO ? createInbox({ directory: join(env().COUNTERSIGN_DATA_DIR, "inbox") }) : null;
}

/** Messages newest first, or null outside the demo. */
export async function listInbox(to?: string) {
  return (await demoInbox()?.list(to)) ?? null;
}
