import { bindingOfSignIn } from "@/lib/two-factor/core/code/binding";
import { refusalOfBudget } from "@/lib/two-factor/core/code/budget";
import type { Refusal } from "@/lib/two-factor/core/refusal";
import type { RequestContext } from "@/lib/two-factor/core/request";
import type { ProvedFirstStep } from "@/lib/two-factor/core/sign-in/first-step";
import { beginChallenge } from "@/lib/two-factor/flows/factor/begin-challenge";
import { preferring } from "@/lib/two-factor/flows/factor/ways";
import type { Ports, Store } from "@/lib/two-factor/flows/ports";
import { sealCarried } from "@/lib/two-factor/flows/sign-in/carried";

export type BegunSignIn =
  | { owed: false }
  /** `code` says how the code fares; whatever it says, the second step stays owed and there is no session. */
  | { owed: true; pendingToken: string; code: "sent" | "still-valid" | Refusal };

/**
 * After a correct first step. Where the second step is off, nothing is owed. Else the sign-in becomes pending,
 * a code is on its way, and `pendingToken` belongs into a cookie that opens nothing but the code page.
 */
export async function beginSignIn(
  ports: Ports,
  input: ProvedFirstStep & {
    accountId: string;
    returnPath: string;
    /** What the second step has to know of the first; it is kept sealed, and comes back with the right answer. */
    carried?: string;
    /** What `viewAccount` said before the first step compared anything. */
    accountVersion?: number;
    context: RequestContext;
  },
): Promise<BegunSignIn> {
  const pendingToken = ports.random.token();
  const { accountId, provider = null, accountVersion = null, carried } = input;
  const tokenHash = ports.hash(pendingToken);
  const opened = await ports.store.openPendingSignIn({
    ...input,
    provider,
    accountVersion,
    carried: sealCarried(ports, carried, { tokenHash, accountId }),
    id: ports.random.id(),
    tokenHash,
  });
  if (!opened) return { owed: false };
  return { owed: true, pendingToken, code: await codeFor(ports, opened, input.context) };
}

async function codeFor(
  ports: Ports,
  { pending, live, ...opened }: NonNullable<Awaited<ReturnType<Store["openPendingSignIn"]>>>,
  context: RequestContext,
): Promise<"sent" | "still-valid" | Refusal> {
  const protection = preferring(opened.protection, pending.factor);
  const sent = await beginChallenge(ports, { protection, binding: bindingOfSignIn(context.browserHash), context });
  if (sent.ok) return "sent";
  // Whoever signs in again within the cool-down goes on with the code already in the mailbox.
  return live && !refusalOfBudget(protection) ? "still-valid" : sent.refusal;
}
