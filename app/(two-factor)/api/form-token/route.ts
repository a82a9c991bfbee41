import { formTokenRoute } from "@/lib/host/two-factor";

/** The token that this browser and session send with each change. Other sites cannot read the answer. */
export const GET = formTokenRoute;
