import { forgetDeletedAccounts } from "@/lib/host/forget-account";
import { forgetOverdueChanges } from "@/lib/host/forget-changes";

/** What the application does by itself. */
export async function everyMinute(): Promise<void> {
  await forgetDeletedAccounts();
  await forgetOverdueChanges();
}
