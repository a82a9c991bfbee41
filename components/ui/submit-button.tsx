"use client";

import type { MouseEvent, ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { Button, type ButtonLook } from "./button";

/** Sends its form once. While the answer is pending it is inactive, but keeps its name and the focus. */
export function SubmitButton({ look, children }: { look?: ButtonLook; children: ReactNode }) {
  const { pending } = useFormStatus();
  return (
    <Button type="submit" look={look} wide aria-disabled={pending} onClick={pending ? holdBack : undefined}>
      {children}
      {pending && (
        <span
          aria-hidden="true"
          className="size-4 animate-spin rounded-full border-2 border-current border-e-transparent"
        />
      )}
    </Button>
  );
}

function holdBack(event: MouseEvent): void {
  event.preventDefault();
}
