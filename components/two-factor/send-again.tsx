"use client";

import { type ReactNode, useActionState, useId, useState } from "react";
import { Alert } from "@/components/ui/alert";
import type { ButtonLook } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFocusAfter } from "@/components/ui/use-focus-after";
import type { CodeFormState } from "@/lib/two-factor/client";
import { useCountdown } from "./use-countdown";

export type Way = { verb: "send-again" | "other-channel"; text: string };

type Action = (state: CodeFormState, form: FormData) => Promise<CodeFormState>;
type Props = {
  action: Action;
  /** The ways, the most promising one first. */
  ways: readonly Way[];
  texts: { rule: string; nextIn: string };
  waitSeconds: number;
  since: string;
  isFirstAction: boolean;
  /** Hidden fields, the same for each way. */
  children: ReactNode;
};

/** The buttons for another code. All channels share one wait. It is only shown here; the server enforces it. */
export function SendAgain({ action, ways, texts, waitSeconds, since, isFirstAction, children }: Props) {
  const left = useCountdown(waitSeconds, since);
  const hintId = useId();
  const looks: ButtonLook[] = isFirstAction ? ["primary", "secondary"] : ["secondary", "quiet"];
  return (
    <div className="space-y-3">
      {ways.map((way, place) => (
        <WayForm key={way.verb} action={action} way={way} look={looks[place]} since={since} hintId={hintId}>
          {children}
        </WayForm>
      ))}
      <p id={hintId} className="text-center text-muted text-sm tabular-nums">
        {left ? `${texts.nextIn} ${clock(left)}` : texts.rule}
      </p>
    </div>
  );
}

type WayProps = {
  action: Action;
  way: Way;
  look: ButtonLook | undefined;
  since: string;
  hintId: string;
  children: ReactNode;
};

function WayForm({ action, way, look, since, hintId, children }: WayProps) {
  const [state, submit] = useActionState(action, {});
  const alert = useFocusAfter<HTMLDivElement>(state);
  const [answered, setAnswered] = useState({ state, since });
  if (answered.state !== state) setAnswered({ state, since });
  // A new code from either form removes the refusal.
  const refusal = answered.since === since ? state.text : undefined;
  return (
    <form action={submit} aria-describedby={hintId} className="space-y-3">
      {children}
      <input type="hidden" name="verb" value={way.verb} />
      {refusal && <Alert ref={alert}>{refusal}</Alert>}
      <SubmitButton look={look}>{way.text}</SubmitButton>
    </form>
  );
}

function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const head = minutes < 60 ? String(minutes) : `${Math.floor(minutes / 60)}:${two(minutes % 60)}`;
  return `${head}:${two(seconds % 60)}`;
}
