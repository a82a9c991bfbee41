import { signOut } from "@/lib/host/auth";
import { signOutRoute } from "@/lib/host/two-factor";

export const POST = signOutRoute(signOut);
