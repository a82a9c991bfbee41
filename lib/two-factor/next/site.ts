import type { Refusal } from "@/lib/two-factor/core/refusal";
import type { RequestContext } from "@/lib/two-factor/core/request";
import type { ReportReader } from "@/lib/two-factor/flows/message/ports";
import type { HashPort, LogPort } from "@/lib/two-factor/flows/ports";
import type { BrowserPort } from "@/lib/two-factor/flows/sign-in/ports";
import type { Approvals, TwoFactor } from "@/lib/two-factor/two-factor";

/** Own paths. The pages behind them are the application's. */
export type Paths = {
  /** Where a person without a session goes first; it is told the way back as `?next=`. */
  signIn: string;
  /** The code page. */
  verify: string;
  /** Under it each approval has its page. */
  approve: string;
  /** Where a fault ends, with status 503. */
  unavailable: string;
  /** Where a form ends that is not ours, or is from a page of an older session, with status 403. */
  outOfDate: string;
};

export type Texts = {
  /** The sentence of a refusal in the language of the request. */
  refusal: (refusal: Refusal) => Promise<string>;
  /** That something has to be approved first, likewise. */
  approvalNeeded: () => Promise<string>;
};

/** Makes a text unreadable and unchangeable to the browser that keeps it; null for one that was not made here. */
export interface DraftSealer {
  seal(text: string): string;
  unseal(sealed: string): string | null;
}

/** The request that is being answered, as Next.js knows it. */
export interface RequestPort {
  headers(): Promise<Headers>;
  cookies(): Promise<{
    get(name: string): { value: string } | undefined;
    set(name: string, value: string, options: CookieOptions): unknown;
  }>;
}

type CookieOptions = {
  httpOnly: boolean;
  secure: boolean;
  path: string;
  sameSite: "lax" | "strict";
  maxAge: number;
};

/** One application, as the guards, forms and routes of this folder see it. `createCountersign` makes it, once. */
export type Site = {
  twoFactor: TwoFactor;
  approvals: () => Promise<Approvals>;
  request: RequestPort;
  browser: BrowserPort;
  /** The opaque session id in the cookie of this request, unproved: it only says which row to read. */
  sessionId: () => Promise<string | null>;
  hash: HashPort;
  /** The public origin, such as "https://shop.example". */
  origin: string;
  secret: string;
  secureCookies: boolean;
  development: boolean;
  maxBodyBytes: number;
  paths: Paths;
  texts: Texts;
  drafts: DraftSealer;
  /** Readers of providers' reports, by the last part of their route. */
  reports: Readonly<Record<string, ReportReader | null>>;
  log: LogPort;
};

/** Who asks, as far as the request says: nothing of it is proved. */
export async function askerOf(site: Site): Promise<{ sessionId: string | null; context: RequestContext }> {
  const [sessionId, context] = await Promise.all([site.sessionId(), site.browser.context()]);
  return { sessionId, context };
}
