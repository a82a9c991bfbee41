"use client";

import { type ReactNode, useActionState } from "react";
import type { SignInFormState } from "@/app/(host)/actions";
import { Alert } from "@/components/ui/alert";
import { PasswordField } from "@/components/ui/password-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { useFocusAfter } from "@/components/ui/use-focus-after";

type Props = {
  action: (state: SignInFormState, form: FormData) => Promise<SignInFormState>;
  texts: {
    email: string;
    password: string;
    show: string;
    submit: string;
    outerBlank: string;
    refusal: Record<NonNullable<SignInFormState["refusal"]>["code"], string>;
  };
  /** Hidden fields. */
  children: ReactNode;
};

const alertId = "sign-in-refusal";

export function SignInForm({ action, texts, children }: Props) {
  const [state, submit] = useActionState(action, {});
  const refusal = useFocusAfter<HTMLDivElement>(state);
  const refusalId = state.refusal && alertId;
  return (
    <form action={submit} className="space-y-5">
      {children}
      {state.refusal && (
        <Alert id={alertId} ref={refusal}>
          {texts.refusal[state.refusal.code]}
          {state.hasOuterBlank && ` ${texts.outerBlank}`}
        </Alert>
      )}
      <TextField
        id="email"
        name="email"
        label={texts.email}
        refusalId={refusalId}
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={320}
        defaultValue={state.email}
      />
      <PasswordField
        id="password"
        name="password"
        label={texts.password}
        showText={texts.show}
        refusalId={refusalId}
        autoComplete="current-password"
        required
        maxLength={1024}
      />
      <SubmitButton>{texts.submit}</SubmitButton>
    </form>
  );
}
