import { reportRoute } from "@/lib/host/two-factor";

/** Receives the signed delivery reports of each configured provider. */
export const POST = reportRoute;
