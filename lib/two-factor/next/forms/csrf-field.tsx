import { csrfToken } from "@/lib/two-factor/next/guards/form-token";
import type { Site } from "@/lib/two-factor/next/site";

/** Ties a form to this browser and session; the server refuses a form without it. */
export async function csrfField(site: Site) {
  return <input type="hidden" name="csrf" value={await csrfToken(site)} />;
}
