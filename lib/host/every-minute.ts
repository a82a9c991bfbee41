import { forgetDeletedAccounts } from "@/lib/host/people/forget-account";
import { forgetOverdueChanges } from "@/lib/host/people/forget-changes";

/** The work that the application does in the background. */
export async function everyMinute(): Promise<void> {
  await forgetDeletedAccounts();
  await forgetOverdueChanges();
}
