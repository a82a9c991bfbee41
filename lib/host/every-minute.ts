import { forgetDeletedAccounts } from "@/lib/host/forget-account";

/** What the application does by itself. */
export async function everyMinute(): Promise<void> {
  await forgetDeletedAccounts();
}
