import type { BrowserPort } from "@/lib/two-factor/flows/sign-in/ports";
import type { TwoFactor } from "@/lib/two-factor/index";

export type GateConfig = {
  twoFactor: TwoFactor;
  browser: BrowserPort;
  /** From `createSessionIdReader`: the session this browser has now, if any. */
  currentSessionId: () => Promise<string | null>;
  /** Cookie name and options of NextAuth's session cookie. */
  sessionCookie: { name: string; options: { httpOnly: boolean; secure: boolean; path: string; sameSite: "lax" } };
};
