import { z } from "zod";
import { proposalRoute } from "@/lib/host/two-factor";

/**
 * Proposes the download of the person's data. The answer holds the approval's address, which later leads to the file.
 */
export const POST = proposalRoute("export-data", z.strictObject({}));
