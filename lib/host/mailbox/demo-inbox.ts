import { join } from "node:path";
import { createInbox } from "@/lib/host/mailbox/inbox";
import { env } from "@/lib/host/server/env";
import { siteName } from "@/lib/host/server/site";

/** The demo mailbox: a folder of messages. Null outside the demo, where codes go to real mailboxes. */
export function demoInbox() {
  const { COUNTERSIGN_DEMO, COUNTERSIGN_DATA_DIR, origin } = env();
  return COUNTERSIGN_DEMO ? createInbox({ directory: join(COUNTERSIGN_DATA_DIR, "inbox"), origin, siteName }) : null;
}

/** Messages newest first, or null outside the demo. */
export async function listInbox(to?: string) {
  return (await demoInbox()?.list(to)) ?? null;
}
