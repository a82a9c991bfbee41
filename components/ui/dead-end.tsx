import { buttonClass } from "./button";
import { Page } from "./page";

type Props = { title: string; lead: string; wayOut: { href: string; text: string } };

/** A page that can only say what happened and show the way out. A plain link: the next page starts afresh. */
export function DeadEnd({ title, lead, wayOut }: Props) {
  return (
    <Page title={title} lead={lead}>
      <a href={wayOut.href} className={buttonClass()}>
        {wayOut.text}
      </a>
    </Page>
  );
}
