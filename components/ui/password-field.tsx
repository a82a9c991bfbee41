"use client";

import { type ComponentProps, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { TextField } from "./text-field";

type Props = Omit<ComponentProps<typeof TextField>, "type" | "end" | "spaced"> & { showText: string };

/** A password field with a switch that shows the password. The switch needs JavaScript and is missing without it. */
export function PasswordField({ showText, ...field }: Props) {
  const [isShown, setShown] = useState(false);
  const isAlive = useSyncExternalStore(subscribeToNothing, onClient, onServer);
  const button = useRef<HTMLButtonElement>(null);
  // Sent as a password field, so that browsers do not store it for autofill.
  useEffect(() => {
    const hide = () => setShown(false);
    const form = button.current?.form;
    if (isAlive) form?.addEventListener("submit", hide);
    return () => form?.removeEventListener("submit", hide);
  }, [isAlive]);
  return (
    <TextField
      {...field}
      type={isShown ? "text" : "password"}
      autoCapitalize="none"
      spellCheck={false}
      end={
        isAlive && (
          <button
            ref={button}
            type="button"
            aria-pressed={isShown}
            aria-controls={field.id}
            onClick={() => setShown(!isShown)}
            className="min-h-11 rounded-control px-3 font-semibold text-muted text-sm hover:bg-sunken hover:text-ink aria-pressed:text-accent"
          >
            {showText}
            <span className="sr-only"> {field.label}</span>
          </button>
        )
      }
    />
  );
}

const subscribeToNothing = () => () => undefined;
const onClient = () => true;
const onServer = () => false;
