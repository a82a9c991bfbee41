import { smsRoute } from "@/lib/two-factor/channels/address/sms-policy";
import type { FactorName } from "@/lib/two-factor/core/factor/records";
import { defaultLimits, faultsOfLimits, type Limits } from "@/lib/two-factor/core/limit/limits";
import type { RequestContext } from "@/lib/two-factor/core/request";
import { createCodeMac } from "@/lib/two-factor/crypto/code-mac";
import { bindingDigest } from "@/lib/two-factor/crypto/digest";
import type { CodeKey } from "@/lib/two-factor/crypto/keys";
import { createSealer } from "@/lib/two-factor/crypto/seal-message";
import { hashToken, random } from "@/lib/two-factor/crypto/tokens";
import { createFactors, factorFolders, statementsOf } from "@/lib/two-factor/factors/index";
import { TwoFactorFault } from "@/lib/two-factor/fault";
import { viewTwoStep } from "@/lib/two-factor/flows/account/view-two-step";
import {
  explainRefusal,
  type SensitiveAction,
  sensitiveActionsOf,
} from "@/lib/two-factor/flows/action/sensitive-action";
import type { ApprovalPorts } from "@/lib/two-factor/flows/approval/approval-input";
import { proposeApproval } from "@/lib/two-factor/flows/approval/propose-approval";
import { listReceipts, readReceipt } from "@/lib/two-factor/flows/approval/read-receipt";
import { actOnApproval } from "@/lib/two-factor/flows/approval/verbs";
import { viewApproval } from "@/lib/two-factor/flows/approval/view-approval";
import { watchGuessing } from "@/lib/two-factor/flows/code/watch-guessing";
import type { AddressLimits } from "@/lib/two-factor/flows/limit/ports";
import { type DeliveryWorker, startDelivering } from "@/lib/two-factor/flows/message/delivery-worker";
import type { Ports } from "@/lib/two-factor/flows/ports";
import { adoptSession } from "@/lib/two-factor/flows/session/adopt-session";
import { endSession } from "@/lib/two-factor/flows/session/end-session";
import { openSession } from "@/lib/two-factor/flows/session/open-session";
import { readSession } from "@/lib/two-factor/flows/session/read-session";
import { answerSignIn } from "@/lib/two-factor/flows/sign-in/answer-sign-in";
import { beginSignIn } from "@/lib/two-factor/flows/sign-in/begin-sign-in";
import { completeSignIn } from "@/lib/two-factor/flows/sign-in/complete-sign-in";
import { actOnSignIn } from "@/lib/two-factor/flows/sign-in/verbs";
import { viewSignIn } from "@/lib/two-factor/flows/sign-in/view-sign-in";
import { createAccountChanges } from "@/lib/two-factor/store/account/account-changes";
import {
  createApprovalStore,
  createPostgresStore,
  type StoreDatabase,
  type TransactionDatabase,
} from "@/lib/two-factor/store/index";
import { createAddressLimits } from "@/lib/two-factor/store/limit/address-limits";

export type TwoFactorConfig = Pick<Ports, "channels" | "afterResponse" | "log"> & {
  /** The application's own PrismaClient, or whatever has its `$queryRaw` and `$transaction`. */
  database: TransactionDatabase;
  /** From `parseKeys`: the first signs, all verify. */
  keys: readonly CodeKey[];
  /** Counters per address that are kept elsewhere; in the same database by default. */
  addressLimits?: AddressLimits;
  /** Stricter or looser numbers, within what the standards allow. */
  limits?: Limits;
  /**
   * Factors that a person may prove instead of the one that comes first, where both are registered and can work here.
   * All of them by default; `["email"]` lets no person ask for an SMS, `[]` keeps each to their setting.
   */
  switchableTo?: readonly FactorName[];
};

export type TwoFactor = ReturnType<typeof createTwoFactor>;
export type Approvals = ReturnType<TwoFactor["approvals"]>;

/**
 * The second step, bound to one application's database, keys and channels. Holds no state of its own: any number of
 * instances may share a database. Refusals are returned; TwoFactorFault is thrown when something is broken.
 */
export function createTwoFactor(config: TwoFactorConfig) {
  const ports = createPorts(config);
  const { store, limits } = ports;
  return {
    limits,
    hash: hashToken,
    beginSignIn: bind(ports, beginSignIn),
    answerSignIn: bind(ports, answerSignIn),
    completeSignIn: bind(ports, completeSignIn),
    actOnSignIn: bind(ports, actOnSignIn),
    viewSignIn: bind(ports, viewSignIn),
    /** A new opaque id for `completeSignIn` or `openSession`: 256 bits. */
    newSessionId: random.token,
    openSession: bind(ports, openSession),
    adoptSession: bind(ports, adoptSession),
    readSession: bind(ports, readSession),
    endSession: bind(ports, endSession),
    /** Whose session this browser had, also when it is over: to keep something for them. It grants nothing. */
    ownerOfSession: (input: { sessionHash: string; context: RequestContext }) =>
      store.ownerOfSession({ idHash: input.sessionHash, browserHash: input.context.browserHash }),
    /** Approvals of these actions. Every call takes the session's opaque id; without a live session it is refused. */
    approvals: (actions: readonly SensitiveAction[]) =>
      createApprovals({
        ...ports,
        approvals: createApprovalStore({ database: config.database, limits, factors: statementsOf(factorFolders) }),
        actions: sensitiveActionsOf(actions),
      }),
    viewTwoStep: bind(ports, viewTwoStep),
    /** The kinds of proof that can work with the channels given, in the order in which they are asked for. */
    factors: ports.factors.map(({ name }) => name),
    /** For an application's own sensitive actions: what they read and change here, on the client `run` is given. */
    within: (client: StoreDatabase) => createAccountChanges({ database: client, limits }),
    /** Ask it before a first step compares anything, and give its `version` along: see docs/adopt.md. */
    viewAccount: store.viewAccount,
    recordEvent: store.recordEvent,
    /** Counts an attempt of this client address; ask it before a first step costs anything. */
    takeFirstStep: (ip: string) => ports.addressLimits.take("sign-in", ip),
    /** True when the report moved its message forward. Check its signature first. */
    recordDeliveryReport: store.recordDeliveryReport,
    /** Sends what other instances left unsent, and notices; call it once when a process starts. */
    startDelivering: (): DeliveryWorker => startDelivering(ports),
    /** Deletes what ended a day ago; call it now and then. */
    sweep: store.sweep,
    /** Logs an alarm when wrong answers add up over all accounts; call it now and then. */
    watchGuessing: () => watchGuessing(ports),
    /** Whether the database answers. Never throws. */
    ping: () => store.ping().catch(() => false),
  };
}

function createApprovals(ports: ApprovalPorts) {
  return {
    propose: bind(ports, proposeApproval),
    view: bind(ports, viewApproval),
    act: bind(ports, actOnApproval),
    explain: bind(ports, explainRefusal),
    readReceipt: bind(ports, readReceipt),
    listReceipts: bind(ports, listReceipts),
  };
}

function createPorts(config: TwoFactorConfig): Ports {
  const { database, keys, limits = defaultLimits, switchableTo, ...given } = config;
  const faults = faultsOfLimits(limits);
  if (faults.length > 0) throw new TwoFactorFault("misconfigured", faults.join("\n"));
  const storeConfig = { database, limits, factors: statementsOf(factorFolders) };
  const ports = {
    ...given,
    limits,
    store: createPostgresStore(storeConfig),
    addressLimits: config.addressLimits ?? createAddressLimits({ database, limits }),
    random,
    mac: createCodeMac(keys),
    sealer: createSealer(keys),
    hash: hashToken,
    digest: bindingDigest,
    smsRoute,
  };
  const factors = createFactors(factorFolders, ports, storeConfig);
  return { ...ports, factors, switchableTo: switchableTo ?? factors.map(({ name }) => name) };
}

function bind<P, Input, Output>(ports: P, flow: (ports: P, input: Input) => Output): (input: Input) => Output {
  return (input) => flow(ports, input);
}
