import { z } from "zod";
import { proposalRoute } from "@/lib/host/two-factor";

/** Asks for the download of one's own data. The answer says where to approve it; there the file is found afterwards. */
export const POST = proposalRoute("export-data", z.strictObject({}));
