import { CsrfField } from "@/lib/host/two-factor";
import type { ApprovalVerb } from "@/lib/two-factor/index";

/** What each form of an approval says: which approval it means and, if its button does not, what it asks for. */
export function ApprovalFields({ approvalId, verb }: { approvalId: string; verb?: ApprovalVerb }) {
  return (
    <>
      <CsrfField />
      <input type="hidden" name="approvalId" value={approvalId} />
      {verb && <input type="hidden" name="verb" value={verb} />}
    </>
  );
}
