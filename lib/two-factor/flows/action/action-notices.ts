import type { NewNotice } from "@/lib/two-factor/core/message/records";
import type { Done, Notice, SensitiveAction } from "@/lib/two-factor/flows/action/sensitive-action";
import { prepareNotices, type Telling, type ToldPerson } from "@/lib/two-factor/flows/message/prepare-notices";
import type { Ports } from "@/lib/two-factor/flows/ports";

/** What the action wants the person to be told, to be written with its end. Where it throws, nothing has run. */
export function noticesOf(
  ports: Ports,
  action: SensitiveAction,
  done: Done,
  { approvalId, ...person }: ToldPerson & { approvalId: string },
): NewNotice[] {
  const tellings = action.notices?.(done) ?? [];
  return prepareNotices(
    ports,
    tellings.map((notice) => tellingOf(notice, approvalId)),
    person,
  );
}

function tellingOf({ lines, also, ...told }: Notice, approvalId: string): Telling {
  return { told: told.about === "action-done" ? { ...told, approvalId } : told, lines, also };
}
