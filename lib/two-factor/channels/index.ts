export { createFailover } from "./failover";
export { alsoToInbox, createInbox } from "./inbox";
export { createResendChannel } from "./resend";
export { createResendReports } from "./resend-report";
export { type MessageSample, renderSamples } from "./samples";
export { createSmtpChannel } from "./smtp";
export { readSmtpUrl } from "./smtp-url";
export { createTwilioChannel } from "./twilio";
export { createTwilioReports } from "./twilio-report";
