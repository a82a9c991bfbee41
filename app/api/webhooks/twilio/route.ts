import { signedReport } from "@/lib/host/two-factor";
import { twilioReports } from "@/lib/host/webhooks";

export const POST = signedReport(twilioReports);
