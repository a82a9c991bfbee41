import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import { EnvelopeIcon, PhoneIcon } from "@/components/ui/icons";
import type { listInbox } from "@/lib/host/mailbox/demo-inbox";

type InboxMessage = NonNullable<Awaited<ReturnType<typeof listInbox>>>[number];

export async function Message({ message: { channel, to, subject, text, sentAt } }: { message: InboxMessage }) {
  const [t, format] = await Promise.all([getTranslations("host.inbox"), getFormatter()]);
  return (
    <li className="overflow-hidden rounded-card border border-line bg-surface shadow-card">
      <header className="flex gap-4 border-line border-b px-5 py-4 sm:px-6">
        <span className="mt-0.5 h-fit rounded-full bg-sunken p-2.5 text-accent">
          {channel === "sms" ? <PhoneIcon /> : <EnvelopeIcon />}
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold">{subject ?? t("sms")}</h2>
          <p className="flex flex-wrap justify-between gap-x-6 text-muted text-sm">
            <span className="min-w-0 break-words">
              {t("to")}{" "}
              <Link href={`/inbox?to=${encodeURIComponent(to)}`} prefetch={false} className="link">
                {to}
              </Link>
            </span>
            <time dateTime={sentAt}>{format.dateTime(new Date(sentAt), "moment")}</time>
          </p>
        </div>
      </header>
      <p className="whitespace-pre-wrap break-words px-5 py-5 sm:px-6">{withCode(text.trim())}</p>
    </li>
  );
}

/** Highlights the first run of six digits, as the mail does. */
function withCode(text: string) {
  const [before, code, ...after] = text.split(/\b(\d{6})\b/);
  return (
    <>
      {before}
      {code && <strong className="font-semibold text-2xl tracking-[0.2em] tabular-nums">{code}</strong>}
      {after.join("")}
    </>
  );
}
