import type { Line } from "@/lib/two-factor/core/approval/approval";
import { canonicalJson, type Json } from "@/lib/two-factor/core/json";
import type { Purpose } from "@/lib/two-factor/core/words";

/** What a challenge is tied to. Flat text, digested by crypto/; every part comes from the server, none from a form. */
export type Binding = { purpose: Purpose } & Record<string, string>;

/** A sign-in code is good for the browser that gave the password and for nothing else (ASVS 6.6.2). */
export function bindingOfSignIn(browserHash: string): Binding {
  return { purpose: "sign-in", browserHash };
}

/** An approval's code is good for one approval as it was shown, in the session and browser that asked for it. */
export function bindingOfApproval(approval: {
  approvalId: string;
  digest: string;
  sessionIdHash: string;
  browserHash: string;
}): Binding {
  const { approvalId, digest, sessionIdHash, browserHash } = approval;
  return { purpose: "approve", approvalId, digest, sessionIdHash, browserHash };
}

/** Everything an approval stands for. Its digest is what the code is bound to. */
export function bindingOfSealed(sealed: {
  accountId: string;
  action: string;
  input: Json;
  binds: Json;
  lines: readonly Line[];
  locale: string;
}): Binding {
  const { accountId, action, locale } = sealed;
  const lines = canonicalJson(sealed.lines.map(({ id, label, value }) => [id, label, value]));
  const input = canonicalJson(sealed.input);
  const binds = canonicalJson(sealed.binds);
  return { purpose: "approve", accountId, action, locale, input, binds, lines };
}
