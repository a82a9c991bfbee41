import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { SealedLines } from "@/components/two-factor/sealed-lines";
import { Card } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { Page } from "@/components/ui/page";
import { readReceipt, requireSession } from "@/lib/host/two-factor";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("twoFactor.receipt"))("title") };
}

export default async function ReceiptPage({ params }: Props) {
  const { id } = await params;
  const session = await requireSession({ next: `/account/security/receipts/${encodeURIComponent(id)}` });
  const receipt = await readReceipt(session, id);
  if (!receipt) notFound();
  const [t, format] = await Promise.all([getTranslations("twoFactor.receipt"), getFormatter()]);
  const { lines, locale, executedAt, channel, destination, reference } = receipt;
  return (
    <Page width="narrow" title={t("title")} lead={t("lead", { at: format.dateTime(executedAt, "moment") })}>
      <div className="space-y-6">
        <Card id="shown" title={t("shown")}>
          <SealedLines lines={lines} language={locale} />
        </Card>
        <Facts>
          <Fact label={t("factor")}>{t(`factors.${channel ?? "exempt"}`)}</Fact>
          {destination && <Fact label={t("to")}>{destination}</Fact>}
          {reference && <Fact label={t("reference")}>{reference}</Fact>}
        </Facts>
        <a href="/account/security" className="link inline-flex min-h-11 items-center">
          {t("back")}
        </a>
      </div>
    </Page>
  );
}
