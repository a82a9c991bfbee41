import { handlers } from "@/lib/host/auth";
import { answeringBusy } from "@/lib/host/password/answer-busy";
import { authRoutes } from "@/lib/host/two-factor";

export const { GET, POST } = authRoutes(answeringBusy(handlers));
