import type { NextRequest } from "next/server";
import type { Account, NextAuthConfig, Profile, User } from "next-auth";
import type { BrowserPort } from "@/lib/two-factor/flows/sign-in/ports";
import type { TwoFactor } from "@/lib/two-factor/two-factor";

/** What an application gives to NextAuth: the configuration, or the function that makes it for a request. */
export type AuthConfig =
  | NextAuthConfig
  | ((request: NextRequest | undefined) => NextAuthConfig | Promise<NextAuthConfig>);

/** The settings of `authConfig` that say how a session is kept: all that is needed to read its cookie. */
export type SessionSettings = Pick<
  NextAuthConfig,
  "adapter" | "cookies" | "jwt" | "secret" | "session" | "useSecureCookies"
>;

/** What a first step brought: what NextAuth gives to the `signIn` callback. */
export type FirstStep = { user: User; account: Account; profile?: Profile | undefined };

export type GateConfig = {
  twoFactor: TwoFactor;
  browser: BrowserPort;
  /** The Cookie header of the request under way, or null. */
  cookieHeader: () => Promise<string | null>;
  /** NextAuth's secret, where `authConfig` leaves it to the environment; several while it is being changed. */
  secret: string | string[];
  /** Is the public origin https? NextAuth names its cookies by it. */
  secureCookies: boolean;
  /** The page that asks for the code: a path of this site, such as "/verify". */
  codePage: string;
  /**
   * How long a session lasts: as NextAuth's `session.maxAge` says, or as `limits.session` of the add-on does, in the cookie
   * too. "application" where it is left out.
   */
  sessionLifetime?: "application" | "countersign";
  /**
   * The id of the account that signs in, as it stands in `two_factor_account`; null refuses. Needed for OAuth without an
   * adapter, where NextAuth makes up a new `user.id` at every sign-in. With an adapter its user is the account.
   */
  accountOf?: (step: FirstStep) => string | null | Promise<string | null>;
};
