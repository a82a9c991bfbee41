/**
 * What the names mean at which the walk of guarded-data.ts stops:
 * "guard" proves who asks, or finds nothing for anybody else; "open" gives nothing of a person away; "data" has to stand
 * behind a guard. A file named here is named whole: an export that is missing fails the test.
 */
export type Meaning = "guard" | "open" | "data";

export const boundary: Record<string, Record<string, Meaning>> = {
  "lib/host/two-factor.ts": {
    requireSession: "guard",
    currentSession: "guard",
    displaySession: "guard",
    // Reads the pending sign-in of this browser's own cookie.
    viewSignIn: "guard",
    // The provider's signature.
    signedReport: "guard",
    ...{
      csrfToken: "open",
      formOrigin: "open",
      isOwnForm: "open",
      sessionComesAlong: "open",
      currentSessionId: "open",
      sessionSettings: "open",
      sessionCookie: "open",
    },
    ...{
      guarded: "open",
      guardedJson: "open",
      browser: "open",
      log: "open",
      addressLimits: "open",
    },
    twoFactor: "data",
  },
  // Each finds the approval by session and browser together.
  "lib/host/approvals.ts": {
    ...{ propose: "guard", proposeAgain: "guard", view: "guard", approve: "guard", decline: "guard", resend: "guard" },
    switchChannel: "guard",
    ...{ approvals: "data", readReceipt: "data", listReceipts: "data" },
  },
  "lib/host/approval-api.ts": {
    ...{ proposeForClient: "guard", proposeAgainForClient: "guard", viewForClient: "guard" },
    ...{
      approveForClient: "guard",
      declineForClient: "guard",
      resendForClient: "guard",
      switchChannelForClient: "guard",
    },
  },
  // The password and the code are what is proved here: e2e/http/providers.test.ts.
  "lib/host/auth.ts": {
    ...{ signIn: "guard", endOwnSession: "guard", handlers: "guard" },
    ...{ RefusedPassword: "open", gate: "open" },
  },
  "lib/host/form-action.ts": { formAction: "open" },
  // What a browser typed itself; asks for an account only to say whom it may be shown to.
  "lib/host/server/form-draft.ts": { drafts: "open", readDraft: "open" },
  // Messages of everybody.
  "lib/host/mailbox/demo-inbox.ts": { demoInbox: "data", listInbox: "data" },
};

/** Of the demo shop, which may be gone: the cart of this session or, without one, of this browser's own cookie. */
export const shopGuards = ["lib/shop/cart/owner.ts cartOwner"];

/** Calls on `twoFactor()` that say nothing of anybody. */
export const openCalls = ["ping", "limits", "factors", "sweep", "watchGuessing"];

/** Tables and models without a person in them; every other one has. */
export const openTables = ["product", "product_text", "productText", "two_factor_rate_limit", "twoFactorRateLimit"];
