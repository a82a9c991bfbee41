export { takeTwilioReport as POST } from "@/lib/host/webhooks";
