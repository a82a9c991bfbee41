import type { NextRequest } from "next/server";
import type { NextAuthResult } from "next-auth";
import type { CodeFormState } from "@/lib/two-factor/client";
import { gateOf, siteOf } from "@/lib/two-factor/compose";
import type { CountersignConfig } from "@/lib/two-factor/config";
import { once } from "@/lib/two-factor/core/once";
import type { RequestContext } from "@/lib/two-factor/core/request";
import { TwoFactorFault } from "@/lib/two-factor/fault";
import { submitApproval } from "@/lib/two-factor/next/approvals/approval-form";
import { getApproval, postApproval, postProposal } from "@/lib/two-factor/next/approvals/approval-routes";
import { listReceipts, propose, readReceipt, viewApproval } from "@/lib/two-factor/next/approvals/approvals";
import { csrfField } from "@/lib/two-factor/next/forms/csrf-field";
import { readDraft } from "@/lib/two-factor/next/forms/draft";
import { type FormHandler, submitForm } from "@/lib/two-factor/next/forms/form-action";
import { csrfToken } from "@/lib/two-factor/next/guards/form-token";
import { currentSession, isSignedIn, requireSession, type Session } from "@/lib/two-factor/next/guards/session";
import { recordSocketAddress } from "@/lib/two-factor/next/guards/socket-address";
import { withHeaders } from "@/lib/two-factor/next/headers/proxy";
import { getAuth, postAuth } from "@/lib/two-factor/next/routes/auth-routes";
import type { Schema } from "@/lib/two-factor/next/routes/guarded-json";
import { postReport } from "@/lib/two-factor/next/routes/report-route";
import { postSignOut } from "@/lib/two-factor/next/routes/sign-out";
import { submitSignIn, viewSignIn } from "@/lib/two-factor/next/sign-in/sign-in-form";
import type { Site } from "@/lib/two-factor/next/site";
import { answerThrough, type SignIn } from "@/lib/two-factor/next-auth/answer-sign-in";
import { createGate } from "@/lib/two-factor/next-auth/gate";
import type { AuthConfig } from "@/lib/two-factor/next-auth/gate-config";
import type { StoreDatabase } from "@/lib/two-factor/store/index";

type GetSite = () => Site;
type Gate = ReturnType<typeof createGate>;

/**
 * The second step for one application: everything its pages, forms, routes and its start use. `config` is read at the first
 * use, so that a build needs no secret and no database. Refusals are returned; TwoFactorFault is thrown when something is
 * broken, and "misconfigured" has one line per fault.
 */
export function createCountersign(config: () => CountersignConfig) {
  const configured = once(config);
  const site = once(() => siteOf(configured()));
  return {
    ...edgesOf(site),
    /**
     * The application's own NextAuth configuration with the second step in it: `NextAuth(gate.configure)`. Give the gate to
     * `start`, which asks it for settings that cannot be composed.
     */
    nextAuth: (authConfig: AuthConfig): Gate => createGate(authConfig, () => gateOf(configured(), site())),
    ...guardsOf(site),
    ...formsOf(site),
    ...approvalsOf(site),
    ...routesOf(site),
    ...accountsOf(site),
  };
}

export type Countersign = ReturnType<typeof createCountersign>;

/** Gives the application to a function of it, at each call. */
function bindTo(site: GetSite) {
  return <Rest extends unknown[], Result>(work: (site: Site, ...rest: Rest) => Result) =>
    (...rest: Rest): Result =>
      work(site(), ...rest);
}

/** Where the application begins: its process, its requests, its NextAuth. */
function edgesOf(site: GetSite) {
  return {
    /**
     * Call it once, when the process starts: a wrong configuration throws here. Sends what other instances left unsent, and
     * notices, until `stop`.
     */
    start: async (gate: Gate) => {
      recordSocketAddress();
      const { twoFactor } = site();
      const faults = await gate.faults();
      if (faults.length > 0) throw new TwoFactorFault("misconfigured", faults.join("\n"));
      return twoFactor.startDelivering();
    },
    /** Body of proxy.ts: the browser's cookie and the headers of each response. It decides nothing about access. */
    proxy: (request: NextRequest) => withHeaders(site(), request),
    /** Deletes what ended a day ago, and logs an alarm when wrong answers add up; call it now and then. Returns how many rows went. */
    sweep: async () => {
      const { twoFactor } = site();
      const rows = await twoFactor.sweep();
      await twoFactor.watchGuessing();
      return rows;
    },
    /** Whether the database answers. Never throws. */
    ping: () => site().twoFactor.ping(),
  };
}

/** They belong next to the data they protect, not into proxy.ts. */
function guardsOf(site: GetSite) {
  const bind = bindTo(site);
  return {
    requireSession: bind(requireSession),
    currentSession: bind(currentSession),
    isSignedIn: bind(isSignedIn),
    /** What this request says of itself. Nothing of it is proved. */
    requestContext: (): Promise<RequestContext> => site().browser.context(),
  };
}

/** Makes a server action for forms of our own pages; see `submitForm`. Put a `<CsrfField />` into each form. */
interface ActionMaker {
  /** For `<form action>`. */
  <Input>(...form: Form<Input, void>): (form: FormData) => Promise<void>;
  /** For `useActionState`. */
  <Input, State extends object>(...form: Form<Input, State>): (state: unknown, form: FormData) => Promise<State>;
}

type Form<Input, State> = [
  schema: FormHandler<Input, State>["schema"],
  handle: FormHandler<Input, State>["handle"],
  place?: FormHandler<Input, State>["place"],
];

function actionMaker(site: GetSite): ActionMaker {
  return <Input, State>(...[schema, handle, place]: Form<Input, State>) =>
    // With `useActionState` the state comes first.
    (...given: unknown[]) =>
      submitForm(site(), { schema, handle, place }, given.at(-1));
}

function formsOf(site: GetSite) {
  const bind = bindTo(site);
  return {
    action: actionMaker(site),
    /** The hidden field that ties a form to this browser and session. */
    CsrfField: () => csrfField(site()),
    readDraft: bind(readDraft),
    /** What the code page shows. */
    viewSignIn: bind(viewSignIn),
    /** The server action behind every form of the code page. `signIn` is NextAuth's. */
    signInForm:
      (signIn: SignIn) =>
      (_: unknown, form: FormData): Promise<CodeFormState> =>
        submitSignIn(site(), (code) => answerThrough(signIn, code), form),
  };
}

function approvalsOf(site: GetSite) {
  const bind = bindTo(site);
  return {
    propose: bind(propose),
    viewApproval: bind(viewApproval),
    /** The server action behind every form of an approval's page. */
    approvalForm:
      () =>
      (_: unknown, form: FormData): Promise<CodeFormState> =>
        submitApproval(site(), form),
    readReceipt: bind(readReceipt),
    listReceipts: bind(listReceipts),
  };
}

/** Handlers for the application's route files. */
function routesOf(site: GetSite) {
  const bind = bindTo(site);
  return {
    /** For a folder `[...path]`: the approval, and each verb of it by POST. */
    approvalRoutes: { GET: bind(getApproval), POST: bind(postApproval) },
    /** Proposes `action` with what a client sent as JSON. */
    proposalRoute:
      <Input>(action: string, schema: Schema<Input>) =>
      (request: Request) =>
        postProposal(site(), request, { action, schema }),
    formTokenRoute: async () => Response.json({ token: await csrfToken(site()) }),
    /** NextAuth's own handlers, guarded. */
    authRoutes: ({ GET, POST }: NextAuthResult["handlers"]) => ({
      GET: (request: NextRequest) => getAuth(site(), GET, request),
      POST: (request: NextRequest) => postAuth(site(), POST, request),
    }),
    /** `signOut` is NextAuth's. */
    signOutRoute: (signOut: (options: { redirect: false }) => Promise<unknown>) => (request: Request) =>
      postSignOut(site(), () => signOut({ redirect: false }), request),
    /** For a folder `[provider]`: reports of deliveries. */
    reportRoute: bind(postReport),
  };
}

/** What the application may know and change of an account. */
function accountsOf(site: GetSite) {
  return {
    viewTwoStep: ({ accountId }: Session) => site().twoFactor.viewTwoStep({ accountId }),
    /** For sensitive actions: what they read and change here, on the client that `run` is given. */
    within: (client: StoreDatabase) => site().twoFactor.within(client),
    /** The kinds of proof that can work as configured, in the order in which they are asked for. */
    factors: () => site().twoFactor.factors,
    limits: () => site().twoFactor.limits,
    /** Ask it before a first step compares anything, and give its `version` along: see docs/adopt.md. */
    viewAccount: (input: { accountId: string; browserHash: string }) => site().twoFactor.viewAccount(input),
    /** Counts an attempt of this client address; ask it before a first step costs anything. */
    takeFirstStep: (ip: string) => site().twoFactor.takeFirstStep(ip),
    /** Writes what happened to an account into the trail. */
    recordEvent: (...event: Parameters<Site["twoFactor"]["recordEvent"]>) => site().twoFactor.recordEvent(...event),
  };
}
