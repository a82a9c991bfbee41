import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { Sample } from "@/app/(demo)/messages/sample";
import { Page } from "@/components/ui/page";
import { listMessageSamples } from "@/lib/host/mailbox/message-samples";
import type { SampleAction } from "@/lib/host/mailbox/samples";
import { siteName } from "@/lib/host/server/site";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("host.samples"))("title") };
}

/** Every message this site can send, in the language of the page. This page exists in development and demo only. */
export default async function MessagesPage() {
  const [t, locale, action] = await Promise.all([getTranslations("host.samples"), getLocale(), sampleAction()]);
  const samples = await listMessageSamples(locale, action);
  if (!samples) notFound();
  return (
    <Page title={t("title")} lead={t("lead")}>
      <ul aria-label={t("list")} className="space-y-5">
        {samples.messages.map((sample) => (
          <Sample key={`${sample.channel} ${sample.name}`} sample={sample} canShowHtml={samples.canShowHtml} />
        ))}
      </ul>
    </Page>
  );
}

async function sampleAction(): Promise<SampleAction> {
  const [t, format] = await Promise.all([getTranslations("host.samples"), getFormatter()]);
  const lines = [
    { id: "amount", label: t("amount"), value: format.number(129, { style: "currency", currency: "EUR" }) },
    { id: "payee", label: t("payee"), value: siteName },
  ];
  return { lines, title: t("done.title"), happened: t("done.happened") };
}
