export { takeResendReport as POST } from "@/lib/host/webhooks";
