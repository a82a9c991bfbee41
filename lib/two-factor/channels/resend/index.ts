/** Door: e-mail through Resend, and its reports. */
export { createResendChannel, type ResendConfig } from "@/lib/two-factor/channels/resend/resend";
export { createResendReports } from "@/lib/two-factor/channels/resend/resend-report";
