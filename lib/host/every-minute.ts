import { forgetDeletedAccounts } from "@/lib/host/people/forget-account";
import { forgetOverdueChanges } from "@/lib/host/people/forget-changes";

/** What the application does by itself. */
export async function everyMinute(): Promise<void> {
  await forgetDeletedAccounts();
  await forgetOverdueChanges();
}
