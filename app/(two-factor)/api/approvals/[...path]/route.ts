import { approvalRoutes } from "@/lib/host/two-factor";

/** An approval for clients that read JSON: `GET /api/approvals/ID`, and each verb by `POST /api/approvals/ID/VERB`. */
export const { GET, POST } = approvalRoutes;
