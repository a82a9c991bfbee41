import { csrfToken } from "@/lib/host/two-factor";

/** Ties a form to this browser and session; the server refuses a form without it. */
export async function CsrfField() {
  return <input type="hidden" name="csrf" value={await csrfToken()} />;
}
