/** Door for NextAuth 5: `NextAuth(createGate(authConfig, config).configure)`. */
export { faultOf } from "@/lib/two-factor/next-auth/fault-of";
export { createGate } from "@/lib/two-factor/next-auth/gate";
export type { AuthConfig, FirstStep, GateConfig, SessionSettings } from "@/lib/two-factor/next-auth/gate-config";
export { refusalOf } from "@/lib/two-factor/next-auth/refused-sign-in";
export { createSessionIdReader } from "@/lib/two-factor/next-auth/session-id";
export type { Proof } from "@/lib/two-factor/next-auth/session-view";
