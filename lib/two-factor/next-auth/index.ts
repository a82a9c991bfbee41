/** Door for NextAuth 5: `NextAuth(withTwoFactor(authConfig, ...))`. */
export { faultOf } from "@/lib/two-factor/next-auth/fault-of";
export type { GateConfig } from "@/lib/two-factor/next-auth/gate-config";
export { refusalOf } from "@/lib/two-factor/next-auth/refused-sign-in";
export { createSessionIdReader } from "@/lib/two-factor/next-auth/session-id";
export { withTwoFactor } from "@/lib/two-factor/next-auth/with-two-factor";
