import { changeAddress } from "@/lib/host/actions/change-address";
import { changeEmail } from "@/lib/host/actions/change-email";
import { changeName } from "@/lib/host/actions/change-name";
import { changePassword } from "@/lib/host/actions/change-password";
import { changePhone } from "@/lib/host/actions/change-phone";
import { chooseChannel } from "@/lib/host/actions/choose-channel";
import { confirmEmail } from "@/lib/host/actions/confirm-email";
import { confirmPhone } from "@/lib/host/actions/confirm-phone";
import { deleteAccount } from "@/lib/host/actions/delete-account";
import { exportData } from "@/lib/host/actions/export-data";
import { removePhone } from "@/lib/host/actions/remove-phone";
import { switchTwoStep } from "@/lib/host/actions/switch-two-step";
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
