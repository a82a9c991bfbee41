import { CsrfField } from "@/lib/host/two-factor";
import type { ApprovalVerb } from "@/lib/two-factor/index";

/** The hidden fields of an approval's form: the approval's id and, unless the button holds it, the verb. */
export function ApprovalFields({ approvalId, verb }: { approvalId: string; verb?: ApprovalVerb }) {
  return (
    <>
      <CsrfField />
      <input type="hidden" name="approvalId" value={approvalId} />
      {verb && <input type="hidden" name="verb" value={verb} />}
    </>
  );
}
