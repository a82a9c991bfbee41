import type { ReactNode } from "react";
import { ActionForm, type ActionFormState } from "@/components/ui/action-form";
import { DeadEnd } from "@/components/ui/dead-end";
import { Page } from "@/components/ui/page";
import { SubmitButton } from "@/components/ui/submit-button";

type ConfirmAddressProps = {
  /** The address that waits to be confirmed, formatted for reading, or null. */
  pending: string | null;
  action: (state: ActionFormState, form: FormData) => Promise<ActionFormState>;
  texts: { title: string; lead: string; send: string };
  over: { title: string; lead: string; wayOut: { href: string; text: string } };
  /** Hidden fields. */
  fields: ReactNode;
  children?: ReactNode;
};

/** The page between the two halves of a new address: one button sends the code there. */
export function ConfirmAddress({ pending, action, texts, over, fields, children }: ConfirmAddressProps) {
  if (pending === null) return <DeadEnd {...over} />;
  return (
    <Page width="narrow" title={texts.title} lead={texts.lead}>
      <ActionForm action={action}>
        {fields}
        <SubmitButton>{texts.send}</SubmitButton>
      </ActionForm>
      {children}
    </Page>
  );
}
