import { z } from "zod";
import { proposeForClient } from "@/lib/host/approval-api";
import { guardedJson } from "@/lib/host/two-factor";

/** Asks for the download of one's own data. The answer says where to approve it; there the file is found afterwards. */
export const POST = guardedJson(z.strictObject({}), () => proposeForClient("export-data", {}));
