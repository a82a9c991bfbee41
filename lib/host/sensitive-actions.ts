import { changeAddress } from "@/lib/host/actions/change-address";
import { changeName } from "@/lib/host/actions/change-name";
import { changePassword } from "@/lib/host/actions/change-password";
import { chooseChannel } from "@/lib/host/actions/choose-channel";
import { deleteAccount } from "@/lib/host/actions/delete-account";
import { exportData } from "@/lib/host/actions/export-data";
import { switchTwoStep } from "@/lib/host/actions/switch-two-step";
import { changeEmail } from "@/lib/host/new-address/change-email";
import { changePhone } from "@/lib/host/new-address/change-phone";
import { confirmEmail } from "@/lib/host/new-address/confirm-email";
import { confirmPhone } from "@/lib/host/new-address/confirm-phone";
import { removePhone } from "@/lib/host/new-address/remove-phone";
import type { SensitiveAction } from "@/lib/two-factor/index";

/** What the account pages let a person do only after approving it. */
export const sensitiveActions: readonly SensitiveAction[] = [
  switchTwoStep,
  exportData,
  changeName,
  changeAddress,
  changeEmail,
  confirmEmail,
  changePhone,
  confirmPhone,
  removePhone,
  chooseChannel,
  changePassword,
  deleteAccount,
];
