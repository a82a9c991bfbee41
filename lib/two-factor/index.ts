/** Server door: `createCountersign` puts the second step into an application. Browser code uses client.ts. */
export { callingCodeOf, readablePhoneNumber, readPhoneNumber } from "@/lib/two-factor/channels/address/phone-number";
export { type SmsRefusal, smsRefusal } from "@/lib/two-factor/channels/address/sms-policy";
export type { CountersignConfig } from "@/lib/two-factor/config";
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
export { type Countersign, createCountersign } from "@/lib/two-factor/countersign";
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
export type { ApprovalVerb } from "@/lib/two-factor/flows/approval/verbs";
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
export { createTwoFactor, type TwoFactor, type TwoFactorConfig } from "@/lib/two-factor/two-factor";
