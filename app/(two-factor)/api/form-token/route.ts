import { formTokenRoute } from "@/lib/host/two-factor";

/** The token that this browser and session send along with each change. No other site can read the answer. */
export const GET = formTokenRoute;
