import type { TwoFactor } from "@/lib/two-factor/index";
import type { BrowserPort } from "@/lib/two-factor/ports";

export type GateConfig = {
  twoFactor: TwoFactor;
  browser: BrowserPort;
  /** From `createSessionIdReader`: the session this browser has now, if any. */
  currentSessionId: () => Promise<string | null>;
  /** Cookie name and options of NextAuth's session cookie. */
  sessionCookie: { name: string; options: { httpOnly: boolean; secure: boolean; path: string; sameSite: "lax" } };
};
