import { getTranslations } from "next-intl/server";
import { EnvelopeIcon, PhoneIcon } from "@/components/ui/icons";
import type { MessageSample } from "@/lib/host/mailbox/samples";

type Props = { sample: MessageSample; canShowHtml: boolean };

export async function Sample({ sample: { name, channel, content }, canShowHtml }: Props) {
  const t = await getTranslations("host.samples");
  return (
    <li className="overflow-hidden rounded-card border border-line bg-surface shadow-card">
      <header className="flex gap-4 border-line border-b px-5 py-4 sm:px-6">
        <span className="mt-0.5 h-fit rounded-full bg-sunken p-2.5 text-accent">
          {channel === "sms" ? <PhoneIcon /> : <EnvelopeIcon />}
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="break-words font-semibold">{content.subject ?? t("sms")}</h2>
          <p className="text-muted text-sm">
            <code>{name}</code> · {t("letters", { count: content.text.length })}
          </p>
        </div>
      </header>
      <p className="whitespace-pre-wrap break-words px-5 py-5 sm:px-6">{content.text.trim()}</p>
      {canShowHtml && content.html !== null && (
        <iframe
          title={t("html", { subject: content.subject })}
          sandbox=""
          srcDoc={content.html}
          className="h-160 w-full border-line border-t"
        />
      )}
    </li>
  );
}
