import type { NextAuthConfig } from "next-auth";
import type { JWT } from "next-auth/jwt";
import type { Call, TokenCallback } from "@/lib/two-factor/next-auth/call";
import { finishFirstStep } from "@/lib/two-factor/next-auth/finish-first-step";

type Params = Parameters<TokenCallback>[0];

/** The token as the application shapes it. */
export async function shapedToken({ own }: Call, params: Params): Promise<JWT | null> {
  return own.callbacks?.jwt ? own.callbacks.jwt(params) : params.token;
}

/** After a right code the application's callback is given the first step that it belongs to. */
export async function paramsAtSignIn(call: Call, params: Params): Promise<Params> {
  const { grant } = call.visit;
  if (grant?.by !== "second-step" || !grant.first) return params;
  const step = await finishFirstStep(call, grant.answered.accountId, grant.first);
  call.visit.finished = step;
  const { id, name, email, image } = step.user;
  const token = { name: name ?? null, email: email ?? null, picture: image ?? null, ...(id && { sub: id }) };
  return { ...params, ...step, token };
}

/** The application is told of the first step, once, when the sign-in is complete. */
export function signInEvent({ own, visit }: Call): NonNullable<NonNullable<NextAuthConfig["events"]>["signIn"]> {
  return async (message) => {
    const step = visit.finished;
    const isNewUser = step && step.account.type !== "credentials" ? { isNewUser: false } : {};
    await own.events?.signIn?.(step ? { ...step, ...isNewUser } : message);
  };
}
