import type { NewNotice } from "@/lib/two-factor/core/message/records";
import type { Done, Notice, SensitiveAction } from "@/lib/two-factor/flows/action/sensitive-action";
import { type Notification, type NotifiedPerson, prepareNotices } from "@/lib/two-factor/flows/message/prepare-notices";
import type { Ports } from "@/lib/two-factor/flows/ports";

/** What the action wants the person to be told, to be written with its end. Where it throws, nothing has run. */
export function noticesOf(
  ports: Ports,
  action: SensitiveAction,
  done: Done,
  { approvalId, ...person }: NotifiedPerson & { approvalId: string },
): NewNotice[] {
  const notifications = action.notices?.(done) ?? [];
  return prepareNotices(
    ports,
    notifications.map((notice) => notificationOf(notice, approvalId)),
    person,
  );
}

function notificationOf({ lines, also, ...told }: Notice, approvalId: string): Notification {
  return { told: told.about === "action-done" ? { ...told, approvalId } : told, lines, also };
}
