"use server";

import { approvalForm } from "@/lib/host/two-factor";

/** Every form of an approval's page. */
export const submitApproval = approvalForm();
