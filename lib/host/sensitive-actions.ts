import { changeAddress } from "@/lib/host/actions/change-address";
import { changeName } from "@/lib/host/actions/change-name";
import { changePassword } from "@/lib/host/actions/change-password";
import { chooseChannel } from "@/lib/host/actions/choose-channel";
import { deleteAccount } from "@/lib/host/actions/delete-account";
import { exportData } from "@/lib/host/actions/export-data";
import { switchTwoStep } from "@/lib/host/actions/switch-two-step";
import { confirmNewAddress } from "@/lib/host/new-address/confirm-new-address";
import { newEmail } from "@/lib/host/new-address/email";
import { newPhone } from "@/lib/host/new-address/phone";
import { removePhone } from "@/lib/host/new-address/remove-phone";
import { requestNewAddress } from "@/lib/host/new-address/request-new-address";
import type { SensitiveAction } from "@/lib/two-factor/index";

/** The actions of the account pages that need an approval. */
export const sensitiveActions: readonly SensitiveAction[] = [
  switchTwoStep,
  exportData,
  changeName,
  changeAddress,
  ...[newEmail, newPhone].flatMap((kind) => [requestNewAddress(kind), confirmNewAddress(kind)]),
  removePhone,
  chooseChannel,
  changePassword,
  deleteAccount,
];
