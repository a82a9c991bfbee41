/** Server door: compose the add-on with `createTwoFactor`. Browser code uses client.ts. */
import { textRoute } from "@/lib/two-factor/channels/address/sms-policy";
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
import { type SensitiveAction, sensitiveActionsOf } from "@/lib/two-factor/flows/action/sensitive-action";
import { answerApproval } from "@/lib/two-factor/flows/approval/answer-approval";
import type { ApprovalPorts } from "@/lib/two-factor/flows/approval/approval-input";
import { declineApproval } from "@/lib/two-factor/flows/approval/decline-approval";
import { proposeAgain } from "@/lib/two-factor/flows/approval/propose-again";
import { proposeApproval } from "@/lib/two-factor/flows/approval/propose-approval";
import { listReceipts, readReceipt } from "@/lib/two-factor/flows/approval/read-receipt";
import { resendApprovalCode, switchApprovalChannel } from "@/lib/two-factor/flows/approval/send-again";
import { viewApproval } from "@/lib/two-factor/flows/approval/view-approval";
import { watchGuessing } from "@/lib/two-factor/flows/code/watch-guessing";
import { type DeliveryWorker, startDelivering } from "@/lib/two-factor/flows/message/delivery-worker";
import type { Ports } from "@/lib/two-factor/flows/ports";
import { endSession } from "@/lib/two-factor/flows/session/end-session";
import { openSession } from "@/lib/two-factor/flows/session/open-session";
import { readSession } from "@/lib/two-factor/flows/session/read-session";
import { answerSignIn } from "@/lib/two-factor/flows/sign-in/answer-sign-in";
import { beginSignIn } from "@/lib/two-factor/flows/sign-in/begin-sign-in";
import { completeSignIn } from "@/lib/two-factor/flows/sign-in/complete-sign-in";
import { resendCode } from "@/lib/two-factor/flows/sign-in/send-again";
import { switchChannel } from "@/lib/two-factor/flows/sign-in/switch-channel";
import { viewSignIn } from "@/lib/two-factor/flows/sign-in/view-sign-in";
import { createAccountChanges } from "@/lib/two-factor/store/account/account-changes";
import {
  createApprovalStore,
  createPostgresStore,
  type StoreDatabase,
  type TransactionDatabase,
} from "@/lib/two-factor/store/index";

export { callingCodeOf, readablePhoneNumber, readPhoneNumber } from "@/lib/two-factor/channels/address/phone-number";
export { type SmsRefusal, smsRefusal } from "@/lib/two-factor/channels/address/sms-policy";
export type { Change, Line } from "@/lib/two-factor/core/approval/approval";
export type { Facts, PolicyRule } from "@/lib/two-factor/core/approval/policy";
export type { Receipt } from "@/lib/two-factor/core/approval/records";
export type { AuditEvent } from "@/lib/two-factor/core/audit";
export { pickAuthenticator } from "@/lib/two-factor/core/factor/authenticator";
export type { FactorName } from "@/lib/two-factor/core/factor/records";
export { tidyText } from "@/lib/two-factor/core/input/typed-text";
export type { Json } from "@/lib/two-factor/core/json";
export { defaultLimits, type Limits } from "@/lib/two-factor/core/limit/limits";
export { canonicalEmail } from "@/lib/two-factor/core/message/email-address";
export type { Refusal, RefusalCode, Refused } from "@/lib/two-factor/core/refusal";
export type { RequestContext } from "@/lib/two-factor/core/request";
export type { SessionRecord } from "@/lib/two-factor/core/session/records";
export type { Channel } from "@/lib/two-factor/core/words";
export { createCodeMac } from "@/lib/two-factor/crypto/code-mac";
export { type CodeKey, parseKeys } from "@/lib/two-factor/crypto/keys";
export { hashToken } from "@/lib/two-factor/crypto/tokens";
export { TwoFactorFault } from "@/lib/two-factor/fault";
export type { TwoStepView } from "@/lib/two-factor/flows/account/view-two-step";
export type {
  Approver,
  Described,
  Done,
  Notice,
  SensitiveAction,
} from "@/lib/two-factor/flows/action/sensitive-action";
export type { Approved } from "@/lib/two-factor/flows/approval/answer-approval";
export type { ProposedAction } from "@/lib/two-factor/flows/approval/propose-approval";
export type { ApprovalView } from "@/lib/two-factor/flows/approval/view-approval";
export type { ChallengeView } from "@/lib/two-factor/flows/factor/view-challenge";
export type { AddressLimits } from "@/lib/two-factor/flows/limit/ports";
export type {
  AfterResponse,
  ChannelPort,
  CodeMessage,
  MessageChannel,
  NoticeMessage,
  SendResult,
} from "@/lib/two-factor/flows/message/ports";
export type { LogPort } from "@/lib/two-factor/flows/ports";
export type { AnsweredSignIn } from "@/lib/two-factor/flows/sign-in/answer-sign-in";
export type { BegunSignIn } from "@/lib/two-factor/flows/sign-in/begin-sign-in";
export type { BrowserPort } from "@/lib/two-factor/flows/sign-in/ports";
export type { SignInView } from "@/lib/two-factor/flows/sign-in/view-sign-in";
export { createPostgresStore, type StoreDatabase } from "@/lib/two-factor/store/index";
export { createAddressLimits } from "@/lib/two-factor/store/limit/address-limits";

export type TwoFactorConfig = Pick<Ports, "channels" | "addressLimits" | "afterResponse" | "log"> & {
  /** The application's own PrismaClient, or whatever has its `$queryRaw` and `$transaction`. */
  database: TransactionDatabase;
  /** From `parseKeys`: the first signs, all verify. */
  keys: readonly CodeKey[];
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
    beginSignIn: bind(ports, beginSignIn),
    answerSignIn: bind(ports, answerSignIn),
    completeSignIn: bind(ports, completeSignIn),
    resendCode: bind(ports, resendCode),
    switchChannel: bind(ports, switchChannel),
    viewSignIn: bind(ports, viewSignIn),
    /** A new opaque id for `completeSignIn` or `openSession`: 256 bits. */
    newSessionId: random.token,
    openSession: bind(ports, openSession),
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
    proposeAgain: bind(ports, proposeAgain),
    view: bind(ports, viewApproval),
    answer: bind(ports, answerApproval),
    resend: bind(ports, resendApprovalCode),
    switchChannel: bind(ports, switchApprovalChannel),
    decline: bind(ports, declineApproval),
    readReceipt: bind(ports, readReceipt),
    listReceipts: bind(ports, listReceipts),
  };
}

function createPorts({ database, keys, limits = defaultLimits, switchableTo, ...given }: TwoFactorConfig): Ports {
  const faults = faultsOfLimits(limits);
  if (faults.length > 0) throw new TwoFactorFault("misconfigured", faults.join("\n"));
  const storeConfig = { database, limits, factors: statementsOf(factorFolders) };
  const ports = {
    ...given,
    limits,
    store: createPostgresStore(storeConfig),
    random,
    mac: createCodeMac(keys),
    sealer: createSealer(keys),
    hash: hashToken,
    digest: bindingDigest,
    textRoute,
  };
  const factors = createFactors(factorFolders, ports, storeConfig);
  return { ...ports, factors, switchableTo: switchableTo ?? factors.map(({ name }) => name) };
}

function bind<P, Input, Output>(ports: P, flow: (ports: P, input: Input) => Output): (input: Input) => Output {
  return (input) => flow(ports, input);
}
