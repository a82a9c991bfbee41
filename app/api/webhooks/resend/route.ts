import { signedReport } from "@/lib/host/two-factor";
import { resendReports } from "@/lib/host/webhooks";

export const POST = signedReport(resendReports);
