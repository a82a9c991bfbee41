/** Door: SMS through Twilio, and its reports. */
export { createTwilioChannel, type TwilioConfig } from "@/lib/two-factor/channels/twilio/twilio";
export { createTwilioReports } from "@/lib/two-factor/channels/twilio/twilio-report";
