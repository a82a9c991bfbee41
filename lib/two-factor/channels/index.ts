export { alsoToInbox, createInbox } from "./inbox";
export { createResendChannel } from "./resend";
export { createSmtpChannel } from "./smtp";
export { readSmtpUrl, type SmtpServer } from "./smtp-url";
export { createTwilioChannel } from "./twilio";
