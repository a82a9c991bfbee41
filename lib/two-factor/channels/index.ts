export { alsoToInbox, createInbox } from "./inbox";
export { createResendChannel } from "./resend";
