import { buttonClass } from "./button";
import { Page } from "./page";

type Props = { title: string; lead: string; wayOut: { href: string; text: string } };

/** A page that reports a fault and links to another page. The link is plain, so that the next page loads completely. */
export function DeadEnd({ title, lead, wayOut }: Props) {
  return (
    <Page title={title} lead={lead}>
      <a href={wayOut.href} className={buttonClass()}>
        {wayOut.text}
      </a>
    </Page>
  );
}
