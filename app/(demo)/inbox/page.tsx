import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Message } from "@/app/(demo)/inbox/message";
import { Page } from "@/components/ui/page";
import { listInbox } from "@/lib/host/mailbox/demo-inbox";

type Props = { searchParams: Promise<{ to?: string | string[] }> };

const most = 50;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("host.inbox"))("title") };
}

/** [demo] The mail of all demo people. This page exists in the demo only. */
export default async function InboxPage({ searchParams }: Props) {
  const { to } = await searchParams;
  const recipient = typeof to === "string" ? to : undefined;
  const messages = await listInbox(recipient);
  if (!messages) notFound();
  const t = await getTranslations("host.inbox");
  return (
    <Page title={t("title")} lead={t("lead")}>
      {recipient !== undefined && <Filter to={recipient} />}
      {messages.length > 0 ? (
        <ul aria-label={t("list")} className="space-y-5">
          {messages.slice(0, most).map((message) => (
            <Message key={message.id} message={message} />
          ))}
        </ul>
      ) : (
        <p className="text-muted">{t("empty")}</p>
      )}
      {messages.length > most && <p className="mt-6 text-muted text-sm">{t("older", { count: most })}</p>}
    </Page>
  );
}

async function Filter({ to }: { to: string }) {
  const t = await getTranslations("host.inbox");
  return (
    <p className="mb-5 flex flex-wrap items-center justify-between gap-x-6">
      <span className="min-w-0 break-words">{t("only", { to })}</span>
      <Link href="/inbox" prefetch={false} className="link inline-flex min-h-11 items-center">
        {t("all")}
      </Link>
    </p>
  );
}
