import { reportRoute } from "@/lib/host/two-factor";

/** Signed reports of deliveries, from each provider that is set up. */
export const POST = reportRoute;
