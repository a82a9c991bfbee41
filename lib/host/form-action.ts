import { drafts } from "@/lib/host/server/form-draft";
import { formOrigin, log } from "@/lib/host/two-factor";
import { createFormAction } from "@/lib/two-factor/next/index";

export const formAction = createFormAction(() => ({ log, formOrigin, drafts }));
