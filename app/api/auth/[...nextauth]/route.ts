import { handlers } from "@/lib/host/auth";
import { authRoutes } from "@/lib/host/two-factor";

export const { GET, POST } = authRoutes(handlers);
